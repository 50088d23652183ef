#!lua
-- set-state: says in a trigger's own partition whether it runs; the door and the clock check it there.
--
-- KEYS  1 the trigger's state
-- ARGV  generation, version, '1' enabled | '0' disabled | 'deleted'
--
-- Replies
--   done
--   old   a later generation or version has been here already

local generation, version, enabled = unpack(ARGV)
local state = redis.call('HMGET', KEYS[1], 'generation', 'version', 'enabled')
local old_generation, old_version = tonumber(state[1] or '0'), tonumber(state[2] or '0')
if old_generation > tonumber(generation) then return { 'old' } end
if old_generation == tonumber(generation) and (old_version > tonumber(version) or state[3] == 'deleted') then
  return { 'old' }
end
redis.call('HSET', KEYS[1], 'generation', generation, 'version', version, 'enabled', enabled)
if enabled == 'deleted' then
  -- Long enough for every replica to have heard of it.
  redis.call('EXPIRE', KEYS[1], 86400)
else
  redis.call('PERSIST', KEYS[1])
end
return { 'done' }
