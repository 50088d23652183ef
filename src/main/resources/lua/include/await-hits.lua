-- Awaits that a firing meets at the door. Needs messages, await-index and await.
--
-- Those that wait for nothing else than what their bucket says end here. Whatever has to be evaluated is left to the
-- replicas, with all that they need for it:
--
-- await-matches           what is left of firings: trigger, firing, position in the trigger's log, time (ms), buckets,
--                         data and meta (JSON), payload ('' when it is the data), traceparent ('' for none)
-- await-recent:<trigger>  what was fired lately, where its record does not have it: payload and data, under the position in the log
--
-- ARGV, as the last of each firing
--   '1' when it may end awaits; and only then:
--     number of shapes that the caller knows; for each its id, and the bucket ('' when the payload has none)
--     '1' when the event follows; and only then:
--       data, payload ('' when it is the data), meta, traceparent ('' for none), most bytes of data within a message,
--       '1' when the record of the firing has no payload
--
-- Replies, beside those of the door
--   stale-shapes  trigger, then for each shape of its awaits the id and the shape: the caller has to name the bucket

-- A firing ends as many awaits within the script; more of them would hold up everyone else.
local most_hits = 100

-- What lookback may look at, beside the time.
local most_recent, most_recent_bytes, recent_ms = 10000, 16777216, 600000

local function take_event()
  if take() ~= '1' then return nil end
  local event = { buckets = {}, hits = {}, left = {} }
  for _ = 1, take_number() do
    local shape = take()
    event.buckets[shape] = take()
  end
  if take() == '1' then
    event.data, event.payload, event.meta, event.traceparent = take(), take(), take(), take()
    event.inline, event.unrecorded = take_number(), take() == '1'
  end
  return event
end

local function stale_shapes(trigger)
  local reply = { 'stale-shapes', trigger }
  local ids, by_id = read_shapes(trigger)
  for _, id in ipairs(ids) do
    reply[#reply + 1] = id
    reply[#reply + 1] = by_id[id]
  end
  return reply
end

local function look_into(trigger, event, bucket)
  local key = bucket_key(trigger, bucket)
  local length = redis.call('SCARD', key)
  if length == 0 then return end
  local left = length > most_hits - #event.hits
  for _, generation in ipairs(left and {} or redis.call('SMEMBERS', key)) do
    local await = string.sub(generation, 1, 1) ~= '-' and read_await(generation)
    if await then event.hits[#event.hits + 1] = await else left = true end
  end
  if left then event.left[#event.left + 1] = bucket end
end

-- Reads what is written when these end: keys that hold something else are to fail before anything is written.
local function expect_writable(trigger, hits)
  redis.call('HLEN', shapes_key(trigger))
  redis.call('ZCARD', prefix .. 'awaits-due')
  redis.call('ZCARD', prefix .. 'awaits-check')
  for _, await in ipairs(hits) do
    read_length(stream_key(await.stream))
    read_whole_number(bytes_key(await.stream))
    redis.call('HLEN', run_awaits_key(await.run))
  end
end

-- Looks for the awaits of what is new. The reply that refuses; nil when the caller knew every shape. Writes nothing.
local function meet(firings)
  for _, firing in ipairs(firings) do
    local event = not firing.first and firing.event
    if event and firing.shapes then
      for shape in string.gmatch(firing.shapes, '%S+') do
        local bucket = event.buckets[shape]
        if not bucket then return stale_shapes(firing.trigger) end
        if bucket ~= '' then look_into(firing.trigger, event, bucket) end
      end
      if #event.left > 0 then redis.call('XLEN', prefix .. 'await-matches') end
      if #event.hits > 0 then expect_writable(firing.trigger, event.hits) end
    end
  end
end

local function end_hits(firing)
  for _, await in ipairs(firing.event.hits) do
    resolve_await(await, {
      outcome = 'resolved', data = firing.event.data, meta = firing.event.meta, firing = firing.id,
      traceparent = firing.event.traceparent, by = 'event:' .. firing.id, inline = firing.event.inline,
    })
  end
end

local function keep_recent(firing, position)
  local key, event = prefix .. 'await-recent:' .. firing.trigger, firing.event
  -- Whatever stands in the way here must not undo a firing that is stored.
  redis.pcall('XADD', key, 'MAXLEN', most_recent, position, 'payload', event.payload, 'data', event.data)
  redis.pcall('XTRIM', key, 'MINID', string.format('%.0f', tonumber(now_ms) - recent_ms))
  local bytes = redis.pcall('MEMORY', 'USAGE', key)
  local length = redis.pcall('XLEN', key)
  if type(bytes) == 'number' and type(length) == 'number' and bytes > most_recent_bytes then
    redis.pcall('XTRIM', key, 'MAXLEN', math.floor(length / 2))
  end
  redis.call('PEXPIRE', key, recent_ms)
end

-- Leaves to the replicas what they have to evaluate, and keeps what a later await may look back at.
local function leave(firing, position)
  local event = firing.event
  if #event.left > 0 then
    redis.call('XADD', prefix .. 'await-matches', '*', 'trigger', firing.trigger, 'firing', firing.id,
      'position', position, 'time', now_ms, 'buckets', table.concat(event.left, ' '), 'data', event.data,
      'payload', event.payload, 'meta', event.meta, 'traceparent', event.traceparent)
  end
  if event.unrecorded then keep_recent(firing, position) end
end
