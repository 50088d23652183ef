#!lua flags=allow-oom
-- claim-job: gives the oldest job that nobody works on to the caller: a new one, one whose pause is over, or one that
-- its owner has not touched for long.
--
-- KEYS  1 what all keys of partition 0 start with; see create-job
-- ARGV  owner, after how many ms without a touch a job is taken over, then the kinds that the caller knows
--
-- Replies
--   claimed  id
--   none

local prefix = KEYS[1]
local owner, take_over_after = ARGV[1], tonumber(ARGV[2])
local known = {}
for i = 3, #ARGV do known[ARGV[i]] = true end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local now_text = string.format('%.0f', now)

for _, id in ipairs(redis.call('ZRANGE', prefix .. 'jobs:open', 0, -1)) do
  local record = prefix .. 'job:' .. id
  local job = redis.call('HMGET', record, 'status', 'kind', 'owner', 'touchedAt', 'notBefore')
  if job[1] ~= 'running' then
    redis.call('ZREM', prefix .. 'jobs:open', id)
  elseif known[job[2]] then
    local free = not job[3] and now >= tonumber(job[5] or '0')
    if free or job[3] and now - tonumber(job[4] or '0') >= take_over_after then
      redis.call('HSET', record, 'owner', owner, 'touchedAt', now_text)
      redis.call('HSETNX', record, 'startedAt', now_text)
      return { 'claimed', id }
    end
  end
end
return { 'none' }
