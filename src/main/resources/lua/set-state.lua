#!lua
-- set-state: says in a trigger's own partition whether it runs; the door and the clock check it there. What a former
-- trigger of the name, or one that is deleted, has fired is put aside to be removed. The clock plans from when a version
-- came into force: that stays here until it has.
--
-- KEYS  1 the trigger's state   2 its log   3 its counts   4 its refusals   5 the logs that are to be removed
-- ARGV  generation, version, '1' enabled | '0' disabled | 'deleted'
--
-- Replies
--   done
--   old   a later generation or version has been here already

local state_key, log, counts, refusals, purge = unpack(KEYS)
local generation, version, enabled = unpack(ARGV)
local state = redis.call('HMGET', state_key, 'generation', 'version', 'enabled')
local old_generation, old_version = tonumber(state[1] or '0'), tonumber(state[2] or '0')
if old_generation > tonumber(generation) then return { 'old' } end
if old_generation == tonumber(generation) and (old_version > tonumber(version) or state[3] == 'deleted') then
  return { 'old' }
end
redis.call('HSET', state_key, 'generation', generation, 'version', version, 'enabled', enabled)
if state[1] ~= generation or state[2] ~= version then
  local time = redis.call('TIME')
  redis.call('HSET', state_key, 'since', string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)))
end
if enabled == 'deleted' and redis.call('HEXISTS', state_key, 'shapes') == 0 then
  -- Long enough for every replica to have heard of it. While awaits are left that wait for it, they are known here.
  redis.call('EXPIRE', state_key, 86400)
else
  redis.call('PERSIST', state_key)
end
if enabled == 'deleted' or old_generation < tonumber(generation) then
  if redis.call('EXISTS', log) == 1 then
    local aside = log .. ':' .. string.format('%.0f', old_generation)
    redis.call('RENAME', log, aside)
    redis.call('SADD', purge, aside)
  end
  redis.call('HDEL', state_key, 'bytes', 'duplicates')
  redis.call('UNLINK', counts, refusals)
end
return { 'done' }
