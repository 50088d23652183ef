#!lua flags=allow-oom
-- end-job: cancels a job that runs, removes one that has ended.
--
-- KEYS  1 what all keys of partition 0 start with; see create-job
-- ARGV  id, how long an ended job is kept in ms
--
-- Replies
--   cancelled   whoever works on it hears of it at the end of its step
--   removed
--   unknown

local prefix = KEYS[1]
local id, kept = ARGV[1], ARGV[2]
local record = prefix .. 'job:' .. id
local status = redis.call('HGET', record, 'status')
if not status then return { 'unknown' } end

redis.call('ZREM', prefix .. 'jobs:open', id)
if status ~= 'running' then
  redis.call('DEL', record)
  redis.call('ZREM', prefix .. 'jobs', id)
  return { 'removed' }
end
local time = redis.call('TIME')
local now = string.format('%.0f', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))
redis.call('HSET', record, 'status', 'cancelled', 'endedAt', now)
redis.call('HDEL', record, 'waiting')
redis.call('PEXPIRE', record, kept)
return { 'cancelled' }
