-- What every script starts with that hands something off: the partition, the time, and how a message is appended.

local prefix = KEYS[1]

local time = redis.call('TIME')
local seconds, micros = tonumber(time[1]), tonumber(time[2])
local now = seconds * 1000000 + micros
local now_ms = string.format('%.0f', math.floor(now / 1000))

local function stream_key(stream)
  return prefix .. 'handoff' .. (stream == '' and '' or ':' .. stream)
end

local function bytes_key(stream)
  return prefix .. 'handoff-bytes' .. (stream == '' and '' or ':' .. stream)
end

-- A message has: stream ('' for the standard one), key of a large payload ('' for none), that payload, size in bytes,
-- and the fields of the entry beside the time.
local function append(message)
  redis.call('XADD', stream_key(message.stream), '*', 'time', rfc3339(seconds, math.floor(micros / 1000)),
    unpack(message.fields))
  if message.payload_key ~= '' then redis.call('SET', message.payload_key, message.payload) end
  redis.call('INCRBY', bytes_key(message.stream), message.size)
end
