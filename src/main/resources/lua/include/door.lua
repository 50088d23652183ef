-- The door that every firing goes through, for the scripts that open it. Needs overlap, messages and await-hits.
--
-- Order: reads and refusals first, then messages, records, rate state, and the duplicate keys last: Redis does not
-- roll a script back, so what breaks half-way may only ever lead to a repetition, never to a loss.
--
-- ARGV  most entries of a stream, most bytes of a stream, '1' when memory is past its watermark, number of firings;
--       then for each firing:
--         trigger, generation, firing id, status,
--         delivery hash ('' for none), hash of the body, window in ms, '1' if the same body is a duplicate too,
--         rate key ('' for no limit), emission interval and burst in microseconds,
--         overlap ('' for none), and only with one: run timeout in ms, most starts in a queue,
--         retention in ms, size in bytes, number of fields of the record, the fields,
--         number of starts that wait for a person; then for each its flow and its data;
--         number of messages; then for each message:
--           flow, stream ('' for the standard one), key of a large payload ('' for none), the payload, size in bytes,
--           number of fields, the fields;
--         what may end awaits, as await-hits reads it
--
-- Replies
--   accepted  time in ms, then for each firing: 'new' and its status, or 'duplicate' | 'same-body' with what was kept
--             of the first; at the end 'matches' when replicas have to find out which awaits it ends
--   stale     trigger, 'unknown' | 'changed' | 'disabled': the caller's view of it is not the current one
--   backlog   stream
--   memory
--   limited   trigger, microseconds until there is room
--   stale-shapes  see await-hits

local function read_plan(generation)
  local overlap = take()
  if overlap ~= '' then
    return { overlap = overlap, run_timeout = take_number(), most_queued = take_number(), generation = generation }
  end
end

local function read_firing()
  local firing = {
    trigger = take(), generation = take(), id = take(), status = take(),
    delivery = take(), body = take(), window = take(), body_counts = take() == '1',
    rate_key = take(), emission = take_number(), burst = take_number(),
  }
  firing.plan = read_plan(firing.generation)
  firing.retention, firing.size = take(), take()
  firing.fields = take_list(take_number())
  firing.pending = take_list(2 * take_number())
  firing.messages = {}
  for i = 1, take_number() do
    firing.messages[i] = take_message()
  end
  firing.event = take_event()
  return firing
end

local function read_firings()
  most_entries, most_bytes, memory_is_low = take_number(), take_number(), take() == '1'
  local firings = {}
  for i = 1, take_number() do
    firings[i] = read_firing()
  end
  return firings
end

-- Is every trigger as the caller sees it, and what is new?
local function stale(firings)
  for _, firing in ipairs(firings) do
    firing.state_key = prefix .. 'trigger:' .. firing.trigger
    local state = redis.call('HMGET', firing.state_key, 'generation', 'enabled', 'bytes', 'shapes')
    if not state[1] then return { 'stale', firing.trigger, 'unknown' } end
    if state[1] ~= firing.generation then return { 'stale', firing.trigger, 'changed' } end
    if state[2] ~= '1' then return { 'stale', firing.trigger, 'disabled' } end
    expect_whole_number(firing.state_key, state[3] or '0')
    firing.shapes = state[4]

    local scope = firing.trigger .. ':' .. firing.generation .. ':'
    if firing.delivery ~= '' then
      firing.delivery_key = prefix .. 'delivery:' .. scope .. firing.delivery
      firing.first = redis.call('GET', firing.delivery_key)
      firing.verdict = 'duplicate'
    end
    if firing.body_counts then
      firing.body_key = prefix .. 'body:' .. scope .. firing.body
      local same = redis.call('GET', firing.body_key)
      if same and not firing.first then
        firing.first = same
        firing.verdict = 'same-body'
      end
    end
  end
end

-- Is there room for what is new? The reads also refuse keys that hold something else before anything is written.
local function no_room(firings)
  local entries, bytes = {}, {}
  for _, firing in ipairs(firings) do
    if not firing.first then
      firing.record_key = prefix .. 'firing:' .. firing.id
      firing.log_key = prefix .. 'firings:' .. firing.trigger
      redis.call('HEXISTS', firing.record_key, 'status')
      if #firing.pending > 0 then
        firing.pending_key = prefix .. 'pending:' .. firing.id
        redis.call('HLEN', firing.pending_key)
        redis.call('ZCARD', prefix .. 'pending')
      end
      read_length(firing.log_key)
      for _, message in ipairs(firing.messages) do
        if firing.plan then
          redis.call('ZCARD', active_key(firing.trigger, message.flow))
          redis.call('LLEN', queued_key(firing.trigger, message.flow))
        end
      end
      local full = no_room_for(firing.messages, entries, bytes)
      if full then return { 'backlog', full } end
      if memory_is_low and #firing.messages > 0 then return { 'memory' } end
    end
  end
end

-- The generic cell rate algorithm: one time per key says when it would be empty again.
local function limited(firings)
  for _, firing in ipairs(firings) do
    if not firing.first and firing.rate_key ~= '' then
      firing.rate_key = prefix .. 'rate:' .. firing.trigger .. ':' .. firing.rate_key
      local arrival = math.max(read_whole_number(firing.rate_key), now) + firing.emission
      local excess = arrival - now - firing.burst
      if excess > 0 then return { 'limited', firing.trigger, string.format('%.0f', excess) } end
      firing.arrival = arrival
    end
  end
end

-- The reply that refuses; nil when nothing is in the way. Writes nothing.
local function refusal(firings)
  return stale(firings) or no_room(firings) or limited(firings) or meet(firings)
end

-- Hands a firing's messages off, and notes in its record what met an active run. The runs that start, now or later.
local function hand_off(firing)
  local runs, held = {}, {}
  for _, message in ipairs(firing.messages) do
    local verdict = 'started'
    if firing.plan then verdict = start_or_hold(firing.trigger, firing.plan, message) else append(message) end
    if verdict ~= 'started' then held[#held + 1] = verdict .. ' ' .. message.flow end
    if verdict ~= 'skipped' then runs[#runs + 1] = message.flow end
  end
  if #held > 0 then
    firing.fields[#firing.fields + 1] = 'overlap'
    firing.fields[#firing.fields + 1] = table.concat(held, '\n')
  end
  if #held > 0 and #runs == 0 and firing.status == 'accepted' then firing.status = 'skipped' end
  return runs
end

local function remember(firing, runs)
  local first = table.concat({ firing.id, now_ms, firing.body, unpack(runs) }, ' ')
  if firing.body_key then redis.call('SET', firing.body_key, first, 'PX', firing.window) end
  if firing.delivery_key then redis.call('SET', firing.delivery_key, first, 'PX', firing.window) end
end

local function store_new(firing)
  local runs = hand_off(firing)
  if firing.event then end_hits(firing) end
  redis.call('HSET', firing.record_key, 'time', now_ms, 'status', firing.status, unpack(firing.fields))
  redis.call('PEXPIRE', firing.record_key, firing.retention)
  if firing.pending_key then
    redis.call('HSET', firing.pending_key, unpack(firing.pending))
    redis.call('ZADD', prefix .. 'pending', now_ms, firing.id)
  end
  local position = redis.call('XADD', firing.log_key, '*', 'id', firing.id, 'status', firing.status, 'size', firing.size)
  if firing.event then leave(firing, position) end
  redis.call('HINCRBY', firing.state_key, 'bytes', firing.size)
  if firing.arrival then
    redis.call('SET', firing.rate_key, string.format('%.0f', firing.arrival),
      'PX', string.format('%.0f', math.max(1, math.ceil((firing.arrival - now) / 1000))))
  end
  remember(firing, runs)
end

-- Only writes.
local function store(firings)
  local reply, matches = { 'accepted', now_ms }, false
  for _, firing in ipairs(firings) do
    if firing.first then
      -- A duplicate writes too, so that waiting for its durability means something.
      -- What is counted so far must not stand in its way.
      redis.pcall('HINCRBY', firing.state_key, 'duplicates', 1)
      reply[#reply + 1] = firing.verdict
      reply[#reply + 1] = firing.first
    else
      store_new(firing)
      reply[#reply + 1] = 'new'
      reply[#reply + 1] = firing.status
      matches = matches or (firing.event and #firing.event.left > 0)
    end
  end
  if matches then reply[#reply + 1] = 'matches' end
  return reply
end
