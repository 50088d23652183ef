#!lua flags=allow-oom
-- settle-signal: takes a signal that has been handled out of its stream, or sets it aside with the reason.
--
-- KEYS  1 the signals   2 those that were set aside
-- ARGV  group, id, reason ('' when it was handled), about how many of those set aside are kept
--
-- Replies
--   done
--   gone   another replica has settled it

local signals, poison = unpack(KEYS)
local group, id, reason, most = unpack(ARGV)

if #redis.call('XPENDING', signals, group, id, id, 1) == 0 then return { 'gone' } end

if reason ~= '' then
  local entry = redis.call('XRANGE', signals, id, id)[1]
  if entry then
    -- Enough to recognise it; whoever sent megabytes has them still.
    local most_fields, most_length = 64, 4096
    local kept = { 'poison.reason', reason, 'poison.id', id }
    for i = 1, math.min(#entry[2], most_fields) do
      kept[#kept + 1] = string.sub(entry[2][i], 1, most_length)
    end
    redis.call('XADD', poison, 'MAXLEN', '~', most, '*', unpack(kept))
  end
end
redis.call('XACK', signals, group, id)
redis.call('XDEL', signals, id)
return { 'done' }
