#!lua flags=allow-oom
-- purge-firings: removes the oldest firings from the log of a trigger that is no more, and in the end the log.
--
-- KEYS  1 the log   2 the logs that are to be removed   3 what all keys of the partition start with
-- ARGV  most entries to remove in one call
--
-- Replies
--   number of removed entries; fewer than asked for when the log is gone

local log, purge, prefix = unpack(KEYS)
local most = tonumber(ARGV[1])

local gone = {}
for _, entry in ipairs(redis.call('XRANGE', log, '-', '+', 'COUNT', most)) do
  for i = 1, #entry[2], 2 do
    if entry[2][i] == 'id' then
      local id = entry[2][i + 1]
      redis.call('UNLINK', prefix .. 'firing:' .. id, prefix .. 'pending:' .. id)
      redis.call('ZREM', prefix .. 'pending', id)
    end
  end
  gone[#gone + 1] = entry[1]
end
if #gone > 0 then redis.call('XDEL', log, unpack(gone)) end
if #gone < most then
  redis.call('UNLINK', log)
  redis.call('SREM', purge, log)
end
return #gone
