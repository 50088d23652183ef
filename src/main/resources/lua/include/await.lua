-- What waits in a partition, and how it ends: once, by whoever comes first. Needs rfc3339, append and await-index.
--
-- A place is <run>/<step>. A generation tells two awaits of one place apart.
--
-- await:<place>       what waits: generation, kind, body (hash of what was registered), definition, flow, stream,
--                     created and at (deadline, both ms), remind (ms), token (its hash), path, event, home ('1' when
--                     the index of its run lies in this partition); what does not apply is empty
-- awaits-due          places by when something is to be done: at the deadline, or earlier to remind
-- awaited:<place>     what became of it, for a day: generation, body, outcome, time (ms), by whom or what
-- await-token:<hash>  what a token opens, and for a day what it has opened: generation, place, path
-- await-counts        by kind and 'registered' or outcome, how many there have been
-- run-awaits:<run>    in the partition of the run, by step: partition, generation, time (ms), body
-- awaits-check        place, partition, generation and path ('-' for none) of what may be left elsewhere of an await
--                     that has ended or was never stored, by when to look (ms)

local keep_ended = 86400000

local function await_key(place)
  return prefix .. 'await:' .. place
end

-- Counts, for metrics only: what stands in the way of it must not undo what is stored.
local function count_await(kind, word)
  redis.pcall('HINCRBY', prefix .. 'await-counts', kind .. ' ' .. word, 1)
end

-- What waits there; nil when nothing does.
local function read_await(place)
  local names = { 'generation', 'kind', 'body', 'flow', 'stream', 'at', 'remind', 'token', 'path', 'event', 'index', 'home' }
  local values = redis.call('HMGET', await_key(place), unpack(names))
  if not values[1] then return nil end
  local await = { place = place }
  for i, name in ipairs(names) do await[name] = values[i] or '' end
  await.run, await.step = string.match(place, '^([^/]+)/(.+)$')
  return await
end

-- When it is to be looked at, with what is known of it.
local function schedule_await(place, at, remind)
  local next_at = (remind ~= '' and tonumber(remind) < tonumber(at)) and remind or at
  redis.call('ZADD', prefix .. 'awaits-due', next_at, place)
end

-- The message of a type about an await. What it carries: data and meta (JSON), outcome, firing, traceparent ('' for
-- none), inline (most bytes of data within the message).
local function await_message(type, await, word, carried)
  local cause = redis.sha1hex(table.concat({ type, await.place, await.generation, word }, ' '))
  local id = 'm' .. string.match(prefix, '{(%d+)}:$') .. '-' .. string.sub(cause, 1, 32)
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
  redis.call('DEL', await_key(await.place))
  redis.call('ZREM', prefix .. 'awaits-due', await.place)
  if await.index ~= '' then unindex_await(await) end
  if await.token ~= '' then redis.call('PEXPIRE', prefix .. 'await-token:' .. await.token, keep_ended) end
  if await.home == '1' then redis.call('HDEL', prefix .. 'run-awaits:' .. await.run, await.step) end
  if await.home ~= '1' or await.path ~= '' then
    local rest = { await.place, string.match(prefix, '{(%d+)}:$'), await.generation,
      await.path == '' and '-' or await.path }
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
