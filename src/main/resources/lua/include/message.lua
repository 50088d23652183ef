-- The key of a message's large payload; nil when it has none, or one that is not ours.
local function payload_key(fields, prefix)
  for i = 1, #fields, 2 do
    if fields[i] == 'dataRef' and string.sub(fields[i + 1], 1, #prefix) == prefix then return fields[i + 1] end
  end
  return nil
end

-- What a message takes, as the gateway counted when it appended it.
local function message_size(fields, prefix)
  local counted = { data = true, meta = true, flow = true, trigger = true }
  local size = 300
  for i = 1, #fields, 2 do
    if counted[fields[i]] then size = size + #fields[i + 1] end
  end
  local payload = payload_key(fields, prefix)
  return payload and size + redis.call('STRLEN', payload) or size
end

-- Takes from a count of bytes, which never goes below nothing.
local function subtract(key, bytes)
  if tonumber(redis.call('DECRBY', key, bytes)) < 0 then redis.call('SET', key, 0) end
end
