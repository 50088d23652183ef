#!lua
-- plan-slot: sets the next slot of a schedule that was registered, changed, enabled or disabled.
--
-- KEYS  1  the trigger's state   2 its plan   3 due slots of the partition
-- ARGV  trigger, generation, version, the plan's version and next slot as the caller saw them ('' for none),
--       next slot and when it is due ('' for none)
--
-- Replies
--   planned
--   current  it has been planned for this version already, or a later one
--   stale    the trigger has another version by now
--   changed  the plan is not as the caller saw it: look again
--   gone     the trigger is no more, and its plan neither

local state_key, plan_key, due_key = unpack(KEYS)
local trigger, generation, version, seen_version, seen_next, next_slot, due_at = unpack(ARGV)

local state = redis.call('HMGET', state_key, 'generation', 'version', 'enabled')
if not state[1] or state[3] == 'deleted' then
  redis.call('ZREM', due_key, trigger)
  redis.call('DEL', plan_key)
  return { 'gone' }
end
if state[1] ~= generation or state[2] ~= version then return { 'stale' } end

-- What is no plan is in the way of one.
local function is_plan()
  if redis.call('TYPE', plan_key).ok ~= 'hash' then return false end
  local numbers = redis.call('HMGET', plan_key, 'generation', 'version', 'next', 'last', 'caughtUp', 'fired', 'missed',
    'late', 'lastFiredAt')
  for _, number in ipairs(numbers) do
    if number and not string.match(number, '^%d*$') then return false end
  end
  return true
end

if not is_plan() then redis.call('DEL', plan_key) end
local plan = redis.call('HMGET', plan_key, 'generation', 'version', 'next')
if plan[1] ~= generation then
  redis.call('DEL', plan_key)
elseif plan[2] == version then
  return { 'current' }
elseif plan[2] ~= seen_version or (plan[3] or '') ~= seen_next then
  return { 'changed' }
end

redis.call('HSET', plan_key, 'generation', generation, 'version', version, 'next', next_slot)
-- If this plan gets lost, the one after it begins with what is next then: the slots until now have been decided.
redis.call('HDEL', state_key, 'since')
if next_slot == '' then
  redis.call('ZREM', due_key, trigger)
else
  redis.call('ZADD', due_key, due_at, trigger)
end
return { 'planned' }
