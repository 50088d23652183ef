#!lua flags=allow-oom
-- trim: removes from a hand-off stream what every group has acknowledged, and with it the large payloads.
--
-- The safe point is the smallest, over all groups, of the oldest pending id and the id after the last delivered one.
-- Without a group nothing is removed. Never MAXLEN: it would take entries that nobody has read.
--
-- KEYS  1 the stream   2 its count of bytes   3 what all keys of the partition start with
-- ARGV  1 most entries to remove in one call
--
-- Replies
--   number of removed entries

local stream, bytes_key, prefix = unpack(KEYS)
if redis.call('EXISTS', stream) == 0 then return 0 end
local groups = redis.call('XINFO', 'GROUPS', stream)
if #groups == 0 then return 0 end

local function parts(id)
  local time, number = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(time), tonumber(number)
end

local function before(a, b)
  local a_time, a_number = parts(a)
  local b_time, b_number = parts(b)
  return a_time < b_time or (a_time == b_time and a_number < b_number)
end

local function next_id(id)
  local time, number = parts(id)
  return string.format('%.0f-%.0f', time, number + 1)
end

local safe
for _, group in ipairs(groups) do
  local fields = {}
  for i = 1, #group, 2 do fields[group[i]] = group[i + 1] end
  local bound = next_id(fields['last-delivered-id'])
  if fields['pending'] > 0 then
    local oldest = redis.call('XPENDING', stream, fields['name'])[2]
    if before(oldest, bound) then bound = oldest end
  end
  if not safe or before(bound, safe) then safe = bound end
end

local entries = redis.call('XRANGE', stream, '-', '(' .. safe, 'COUNT', ARGV[1])
if #entries == 0 then return 0 end
-- As the gateway counted when it appended them.
local counted = { data = true, meta = true, flow = true, trigger = true }
local freed = 300 * #entries
for _, entry in ipairs(entries) do
  for i = 1, #entry[2], 2 do
    local field, value = entry[2][i], entry[2][i + 1]
    if counted[field] then freed = freed + #value end
    if field == 'dataRef' and string.sub(value, 1, #prefix) == prefix then
      freed = freed + redis.call('STRLEN', value)
      redis.call('DEL', value)
    end
  end
end
redis.call('XTRIM', stream, 'MINID', next_id(entries[#entries][1]))
if tonumber(redis.call('DECRBY', bytes_key, freed)) < 0 then redis.call('SET', bytes_key, 0) end
return #entries
