-- Starts that wait for a person: who has decided about them is told by the firing's record, one line for each decision:
-- flow, what was done, time in ms, '1' when the data were changed, and by whom. Needs append.

local function read_pending(firing)
  firing.record_key = prefix .. 'firing:' .. firing.id
  firing.pending_key = prefix .. 'pending:' .. firing.id
  local record = redis.call('HMGET', firing.record_key, 'time', 'decisions')
  firing.exists, firing.decisions = record[1], record[2] or ''
  firing.waiting = redis.call('HLEN', firing.pending_key)
  redis.call('ZCARD', prefix .. 'pending')
end

local function waits(firing, flow)
  return firing.exists and redis.call('HEXISTS', firing.pending_key, flow) == 1
end

-- Notes a decision about a flow that waits; with the last one the firing gets the status that it ends with.
local function decide(firing, flow, action, changed, by)
  redis.call('HDEL', firing.pending_key, flow)
  firing.waiting = firing.waiting - 1
  firing.decisions = firing.decisions .. table.concat({ flow, action, now_ms, changed, by }, ' ') .. '\n'
  redis.call('HSET', firing.record_key, 'decisions', firing.decisions)
  if firing.waiting > 0 then return end
  redis.call('ZREM', prefix .. 'pending', firing.id)
  if firing.started or string.find('\n' .. firing.decisions, '\n%S+ executed ') then
    redis.call('HSET', firing.record_key, 'status', 'accepted')
  else
    redis.call('HSET', firing.record_key, 'status', 'ignored', 'reason', firing.reason)
  end
end
