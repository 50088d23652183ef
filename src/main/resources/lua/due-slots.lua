#!lua flags=no-writes
-- due-slots: the schedules of a partition whose next slot is due by Redis's clock, the longest due first.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  most schedules
--
-- Replies
--   microseconds since 1970, when the first schedule after these is due in ms ('' for none), then for each its trigger,
--   generation, version, next slot, until which slot lateness does not matter ('' for none), and how often it fired

local prefix = KEYS[1]
local most = tonumber(ARGV[1])
local time = redis.call('TIME')
local now_ms = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local due = redis.call('ZRANGE', prefix .. 'due', '-inf', now_ms, 'BYSCORE', 'LIMIT', 0, most)
local after = redis.call('ZRANGE', prefix .. 'due', #due, #due, 'WITHSCORES')
local reply = { string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2])), after[2] or '' }
for _, trigger in ipairs(due) do
  -- One that is broken is planned again, and stands in nobody's way until then.
  local plan = redis.pcall('HMGET', prefix .. 'schedule:' .. trigger, 'generation', 'version', 'next', 'caughtUp', 'fired')
  for _, value in ipairs({ trigger, plan[1] or '', plan[2] or '', plan[3] or '', plan[4] or '', plan[5] or '0' }) do
    reply[#reply + 1] = value
  end
end
return reply
