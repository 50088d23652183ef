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

-- @include message
-- @include safe-point

local stream, bytes_key, prefix = unpack(KEYS)
if redis.call('EXISTS', stream) == 0 then return 0 end
local groups = redis.call('XINFO', 'GROUPS', stream)
if #groups == 0 then return 0 end

local safe = safe_point(stream, groups)
local entries = redis.call('XRANGE', stream, '-', '(' .. safe, 'COUNT', ARGV[1])
if #entries == 0 then
  -- Whoever deletes entries by hand does not count them; when all are gone, the count is known again.
  if redis.call('XLEN', stream) == 0 and redis.call('EXISTS', bytes_key) == 1 then redis.call('DEL', bytes_key) end
  return 0
end
local freed = 0
for _, entry in ipairs(entries) do
  freed = freed + message_size(entry[2], prefix)
  local payload = payload_key(entry[2], prefix)
  if payload then redis.call('DEL', payload) end
end
redis.call('XTRIM', stream, 'MINID', next_id(entries[#entries][1]))
subtract(bytes_key, freed)
return #entries
