#!lua flags=allow-oom
-- advance-job: notes what a step of a job has done, if the caller still owns the job and the step starts where the job
-- stands: so each step counts once, whoever has done it how often.
--
-- KEYS  1 what all keys of partition 0 start with; see create-job
-- ARGV  id, owner, cursor of the step ('' for the beginning), cursor of the next one,
--       'on' | 'wait' | 'release' | 'done' | 'failed', what it waits for or why it failed, pause in ms before it is
--       tried again, how long an ended job is kept in ms, total ('' for unknown), then names and numbers of counts
--
-- Replies
--   running | done | cancelled | failed   as the job is now
--   lost    somebody else works on it, or the step was noted already
--   gone    it is removed

local prefix = KEYS[1]
local id, owner, cursor, next_cursor, verb, sentence, pause, kept, total = unpack(ARGV, 1, 9)
local record = prefix .. 'job:' .. id
local job = redis.call('HMGET', record, 'status', 'owner', 'cursor')
if not job[1] then return { 'gone' } end
if job[2] ~= owner or (job[3] or '') ~= cursor then return { 'lost' } end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local now_text = string.format('%.0f', now)

for i = 10, #ARGV, 2 do
  if ARGV[i + 1] ~= '0' then redis.call('HINCRBY', record, ARGV[i], ARGV[i + 1]) end
end
if total ~= '' then redis.call('HSET', record, 'total', total) end
if next_cursor ~= '' then redis.call('HSET', record, 'cursor', next_cursor) end
redis.call('HSET', record, 'touchedAt', now_text)

-- It was cancelled during the step: what that has done counts all the same.
if job[1] ~= 'running' then
  redis.call('HDEL', record, 'owner')
  return { job[1] }
end
if verb == 'on' then
  redis.call('HDEL', record, 'waiting')
  return { 'running' }
end
redis.call('HDEL', record, 'owner', 'waiting')
if verb == 'release' then return { 'running' } end
if verb == 'wait' then
  redis.call('HSET', record, 'waiting', sentence, 'notBefore', string.format('%.0f', now + tonumber(pause)))
  return { 'running' }
end
redis.call('HSET', record, 'status', verb, 'endedAt', now_text)
if verb == 'failed' then redis.call('HSET', record, 'error', sentence) end
redis.call('PEXPIRE', record, kept)
redis.call('ZREM', prefix .. 'jobs:open', id)
return { verb }
