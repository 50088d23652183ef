-- What waits in a partition, and how it ends: once, by whoever comes first. Needs rfc3339, append and await-index.
--
-- A place is <run>/<step>. A generation is one await of all, in whichever partition: a number that ends in the four digits
-- of the partition that has counted it.
--
-- await:<generation>  what waits, in one text, as Redis takes twice as much for a hash of the same; see record_parts
-- awaits-due          generations by when something is to be done: at the deadline, or earlier to remind
-- awaited:<place>     what became of it, for a day: generation, body, outcome, time (ms), by whom or what
-- await-token:<hash>  what a token opens, and for a day what it has opened: generation, place, path
-- await-counts        by kind and 'registered' or outcome, how many there have been
-- run-awaits:<hash>   the places of runs of the same hash, many in one key, as each key takes more than such an entry.
--                     Where the await lies: partition and generation. Else, where the run is at home: partition,
--                     generation, time (ms) and body of what is claimed, or lies in that partition
-- awaits-check        place, partition, generation and path ('-' for none) of what may be left elsewhere of an await
--                     that has ended or was never stored, by when to look (ms)
-- await-sealed:<key>  generations of those whose definition has secrets that this key has encrypted

local keep_ended = 86400000

-- In this order, with spaces between; none has one within but the last. body: hash of what was registered; home: '1' when
-- the run is at home in this partition; created, at (deadline) and remind: ms; token: its hash; last: see await-index;
-- sealed: id of the key that has encrypted secrets of the definition; definition: JSON without what the others say. What
-- does not apply is empty.
local record_parts = { 'place', 'body', 'kind', 'home', 'created', 'at', 'remind', 'token', 'path', 'event', 'shape',
  'bucket', 'last', 'flow', 'stream', 'sealed', 'definition' }

local function own_partition()
  return string.match(prefix, '{(%d+)}:$')
end

local function await_key(generation)
  return prefix .. 'await:' .. generation
end

local function run_awaits_key(run)
  return prefix .. 'run-awaits:' .. string.sub(redis.sha1hex(run), 1, 4)
end

local function sealed_key(id)
  return prefix .. 'await-sealed:' .. id
end

-- Counts, for metrics only: what stands in the way of it must not undo what is stored.
local function count_await(kind, word)
  redis.pcall('HINCRBY', prefix .. 'await-counts', kind .. ' ' .. word, 1)
end

-- What waits; nil when it does not.
local function read_await(generation)
  local record = redis.call('GET', await_key(generation))
  if not record then return nil end
  local await, from = { generation = generation }, 1
  for i = 1, #record_parts - 1 do
    local space = string.find(record, ' ', from, true)
    await[record_parts[i]] = string.sub(record, from, space - 1)
    from = space + 1
  end
  await.definition = string.sub(record, from)
  await.run, await.step = string.match(await.place, '^([^/]+)/(.+)$')
  return await
end

local function write_await(await)
  local record = {}
  for i, part in ipairs(record_parts) do record[i] = await[part] or '' end
  redis.call('SET', await_key(await.generation), table.concat(record, ' '))
end

-- When it is to be looked at, with what is known of it.
local function schedule_await(await)
  local next_at = (await.remind ~= '' and tonumber(await.remind) < tonumber(await.at)) and await.remind or await.at
  redis.call('ZADD', prefix .. 'awaits-due', next_at, await.generation)
end

-- The message of a type about an await. What it carries: data and meta (JSON), outcome, firing, traceparent ('' for
-- none), inline (most bytes of data within the message).
local function await_message(type, await, word, carried)
  local cause = redis.sha1hex(table.concat({ type, await.place, await.generation, word }, ' '))
  local id = 'm' .. own_partition() .. '-' .. string.sub(cause, 1, 32)
  local trigger = 'await:' .. await.run .. ':' .. await.step
  local fields = { 'type', type, 'id', id }
  local function add(name, value)
    if value and value ~= '' then
      fields[#fields + 1] = name
      fields[#fields + 1] = value
    end
  end
  local payload_key = #carried.data > carried.inline and prefix .. 'payload:' .. id or ''
  add('flow', await.flow)
  add('runId', await.run)
  add('stepId', await.step)
  add('trigger', trigger)
  add('firingId', carried.firing)
  add('outcome', carried.outcome)
  add(payload_key == '' and 'data' or 'dataRef', payload_key == '' and carried.data or payload_key)
  add('meta', carried.meta)
  add('traceparent', carried.traceparent)
  return {
    stream = await.stream, payload_key = payload_key, payload = carried.data, fields = fields,
    size = 300 + #carried.data + #carried.meta + #await.flow + #trigger,
  }
end

-- Takes an await out of everything that this partition has, and notes what others may have.
local function forget_await(await)
  redis.call('DEL', await_key(await.generation))
  redis.call('ZREM', prefix .. 'awaits-due', await.generation)
  redis.call('HDEL', run_awaits_key(await.run), await.place)
  if await.bucket ~= '' then unindex_await(await) end
  if await.token ~= '' then redis.call('PEXPIRE', prefix .. 'await-token:' .. await.token, keep_ended) end
  if await.sealed ~= '' then redis.call('SREM', sealed_key(await.sealed), await.generation) end
  if await.home ~= '1' or await.path ~= '' then
    local rest = { await.place, own_partition(), await.generation, await.path == '' and '-' or await.path }
    redis.call('ZADD', prefix .. 'awaits-check', now_ms, table.concat(rest, ' '))
  end
end

-- Ends an await that waits: hands off resume-run, forgets the await and leaves what became of it. The ending is what
-- await_message carries, and by whom or what.
local function resolve_await(await, ending)
  append(await_message('resume-run', await, ending.outcome, ending))
  forget_await(await)
  redis.call('SET', prefix .. 'awaited:' .. await.place,
    table.concat({ await.generation, await.body, ending.outcome, now_ms, ending.by }, ' '), 'PX', keep_ended)
  count_await(await.kind, ending.outcome)
end
