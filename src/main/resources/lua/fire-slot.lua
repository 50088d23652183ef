#!lua
-- fire-slot: decides one slot of a schedule, once, whoever of the replicas comes first: fires it or passes it over
-- through the door, and sets the next.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  trigger, generation, version, slot and when it is due (ms), next slot and when that is due ('' for none),
--       how many slots are passed over, until which slot lateness does not matter any more ('' to leave it),
--       '1' when the slot fires; then as the door reads
--
-- Replies
--   as the door gives them; nothing is decided unless it accepts
--   lost    the slot is decided already, or the plan is another one
--   early   microseconds until it is due by Redis's clock

-- @include rfc3339
-- @include append
-- @include messages
-- @include overlap
-- @include await-index
-- @include await
-- @include await-hits
-- @include door

local trigger, generation, version, slot, due_at = take(), take(), take(), take(), take_number()
local next_slot, next_due_at, passed_over, caught_up, fires = take(), take(), take(), take(), take() == '1'
local plan_key, due_key, state_key = prefix .. 'schedule:' .. trigger, prefix .. 'due', prefix .. 'trigger:' .. trigger

local plan = redis.call('HMGET', plan_key, 'generation', 'version', 'next')
if plan[1] ~= generation or plan[2] ~= version or plan[3] ~= slot then return { 'lost' } end
if redis.call('HGET', state_key, 'version') ~= version then return { 'lost' } end
if due_at * 1000 > now then return { 'early', string.format('%.0f', due_at * 1000 - now) } end
redis.call('ZCARD', due_key)

local firings = read_firings()
local refused = refusal(firings)
if refused then
  -- It comes up again in a second; by then there may be room.
  redis.call('ZADD', due_key, 'XX', string.format('%.0f', tonumber(now_ms) + 1000), trigger)
  return refused
end
local reply = store(firings)

redis.call('HSET', plan_key, 'next', next_slot, 'last', slot)
if caught_up ~= '' then redis.call('HSET', plan_key, 'caughtUp', caught_up) end
if passed_over ~= '0' then redis.call('HINCRBY', plan_key, 'missed', passed_over) end
if fires then
  redis.call('HINCRBY', plan_key, 'fired', 1)
  redis.call('HSET', plan_key, 'lastFiredAt', now_ms)
  if tonumber(now_ms) - due_at > 1000 then redis.call('HINCRBY', plan_key, 'late', 1) end
end
if next_slot == '' then
  redis.call('ZREM', due_key, trigger)
else
  redis.call('ZADD', due_key, next_due_at, trigger)
end
return reply
