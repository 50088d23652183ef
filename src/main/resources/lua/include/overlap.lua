-- Overlap: which runs of a flow are still active, and what becomes of a start that meets one.
--
-- active:<trigger>:<flow>  run ids by the time at which they count as ended
-- queued:<trigger>:<flow>  starts that wait for the active run, oldest first
-- queues                   trigger and flow of every queue that is not empty, by when to look at it
-- run:<run id>             trigger and flow of an active run

local function active_key(trigger, flow)
  return prefix .. 'active:' .. trigger .. ':' .. flow
end

local function queued_key(trigger, flow)
  return prefix .. 'queued:' .. trigger .. ':' .. flow
end

local function field_of(message, name)
  for i = 1, #message.fields, 2 do
    if message.fields[i] == name then return message.fields[i + 1] end
  end
end

local function is_busy(trigger, flow)
  local key = active_key(trigger, flow)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now_ms)
  return redis.call('ZCARD', key) > 0
end

-- When the active run that lasts longest without a word counts as ended.
local function look_again_at(trigger, flow)
  local last = redis.call('ZRANGE', active_key(trigger, flow), -1, -1, 'WITHSCORES')
  redis.call('ZADD', prefix .. 'queues', last[2] or now_ms, trigger .. ' ' .. flow)
end

-- A plan is what the trigger said when the slot came: overlap, run timeout in ms, most queued, generation.
local function start(trigger, plan, message)
  append(message)
  local run = field_of(message, 'runId')
  local key = active_key(trigger, message.flow)
  redis.call('ZADD', key, string.format('%.0f', tonumber(now_ms) + plan.run_timeout), run)
  redis.call('PEXPIRE', key, plan.run_timeout)
  redis.call('SET', prefix .. 'run:' .. run, trigger .. ' ' .. message.flow, 'PX', plan.run_timeout)
end

local function forget(trigger, flow, run)
  redis.call('ZREM', active_key(trigger, flow), run)
  redis.call('DEL', prefix .. 'run:' .. run)
end

local function cancel_active(trigger, message)
  for _, run in ipairs(redis.call('ZRANGE', active_key(trigger, message.flow), 0, -1)) do
    append({
      stream = message.stream, payload_key = '', payload = '', size = 300 + #message.flow + #trigger,
      fields = {
        'type', 'cancel-run', 'id', 'm' .. string.sub(run, 2) .. '-cancel', 'flow', message.flow, 'runId', run,
        'trigger', trigger, 'reason', 'replaced',
      },
    })
    forget(trigger, message.flow, run)
  end
end

local function queue(trigger, plan, message)
  local key = queued_key(trigger, message.flow)
  if redis.call('LLEN', key) >= plan.most_queued then return 'skipped' end
  redis.call('RPUSH', key, cmsgpack.pack({ plan = plan, message = message }))
  look_again_at(trigger, message.flow)
  return 'queued'
end

-- 'started', 'queued', 'skipped' or 'replaced'.
local function start_or_hold(trigger, plan, message)
  local busy = is_busy(trigger, message.flow)
  if plan.overlap == 'skip' and busy then return 'skipped' end
  if plan.overlap == 'queue' and (busy or redis.call('EXISTS', queued_key(trigger, message.flow)) == 1) then
    return queue(trigger, plan, message)
  end
  if plan.overlap == 'replace' and busy then cancel_active(trigger, message) end
  start(trigger, plan, message)
  return plan.overlap == 'replace' and busy and 'replaced' or 'started'
end
