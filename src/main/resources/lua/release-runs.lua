#!lua flags=allow-oom
-- release-runs: notes that a run has ended, and starts what has waited for it.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  run id ('' when only a queue is looked at), trigger and flow (with a run id: ignored)
--
-- Replies
--   unknown    no schedule waits for that run
--   released   how many starts were handed off: 0 or 1
--
-- A queue of a disabled trigger is kept, one of another generation is dropped.

-- @include rfc3339
-- @include append
-- @include overlap

local run, trigger, flow = unpack(ARGV)
if run ~= '' then
  local place = redis.call('GET', prefix .. 'run:' .. run)
  if not place then return { 'unknown' } end
  trigger, flow = string.match(place, '^(%S+) (%S+)$')
  forget(trigger, flow, run)
end

local queued, queues, name = queued_key(trigger, flow), prefix .. 'queues', trigger .. ' ' .. flow
local state = redis.call('HMGET', prefix .. 'trigger:' .. trigger, 'generation', 'enabled')
if not state[1] or state[2] == 'deleted' then
  redis.call('DEL', queued)
elseif state[2] ~= '1' then
  if redis.call('EXISTS', queued) == 1 then
    redis.call('ZADD', queues, string.format('%.0f', tonumber(now_ms) + 10000), name)
    return { 'released', 0 }
  end
end

local released = 0
while released == 0 and not is_busy(trigger, flow) do
  local packed = redis.call('LPOP', queued)
  if not packed then break end
  local held = cmsgpack.unpack(packed)
  if held.plan.generation == state[1] then
    start(trigger, held.plan, held.message)
    released = 1
  end
end
if redis.call('EXISTS', queued) == 1 then look_again_at(trigger, flow) else redis.call('ZREM', queues, name) end
return { 'released', released }
