#!lua
-- register-await: makes a step of a run wait, once; the same again changes nothing.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  place, generation, hash of what is registered, kind, definition, flow, stream, event, hash of the token, path,
--       '1' when the index of the run lies in this partition, deadline (ms, '' for the next), ms until the deadline,
--       ms until the reminder ('' for none), and for an event: shape and bucket that it is found by, the shape's text,
--       'whole' | 'part' (see await-index); '' for what does not apply
--
-- Replies
--   registered  deadline in ms
--   same        deadline in ms: it waits already
--   no-trigger  there is no trigger of that name
--   shapes      for each shape of the trigger its id and its text: there may be no other ones, so look for one of these
--   crowded     too many awaits of the trigger can only be found by looking at each
--   other       something else waits there
--   ended       what became of it

-- @include rfc3339
-- @include append
-- @include await-index
-- @include await

local place, generation, body, kind, definition, flow, stream, event, token, path, home, at, delay, remind,
  shape, bucket, shape_text, part = unpack(ARGV)
local most_shapes, most_crowded, no_fields = 16, 100, '-'

local waiting = read_await(place)
if waiting then
  if waiting.generation ~= generation or waiting.body ~= body then return { 'other' } end
  return { 'same', waiting.at }
end
local ended = redis.call('GET', prefix .. 'awaited:' .. place)
if ended then return { 'ended', ended } end
redis.call('ZCARD', prefix .. 'awaits-due')

-- Refuses an await that could not be found by its event; nil when it can.
local function unfindable()
  local state = redis.call('HMGET', prefix .. 'trigger:' .. event, 'generation', 'enabled')
  if not state[1] or state[2] == 'deleted' then return { 'no-trigger' } end
  if shape == no_fields then
    return redis.call('HLEN', bucket_key(event, bucket)) >= most_crowded and { 'crowded' } or nil
  end
  local ids, by_id = read_shapes(event)
  if by_id[shape] or #ids - (by_id[no_fields] and 1 or 0) < most_shapes then return nil end
  local reply = { 'shapes' }
  for _, id in ipairs(ids) do
    reply[#reply + 1] = id
    reply[#reply + 1] = by_id[id]
  end
  return reply
end

local refused = kind == 'event' and unfindable()
if refused then return refused end

if at == '' then at = string.format('%.0f', tonumber(now_ms) + tonumber(delay)) end
if remind ~= '' then remind = string.format('%.0f', tonumber(now_ms) + tonumber(remind)) end
if remind ~= '' and tonumber(remind) >= tonumber(at) then remind = '' end
local fields = {}
local function add(name, value)
  if value ~= '' then
    fields[#fields + 1] = name
    fields[#fields + 1] = value
  end
end
for i, name in ipairs({ 'generation', 'body', 'kind', 'definition', 'flow', 'stream', 'event', 'token', 'path', 'home' }) do
  add(name, ({ generation, body, kind, definition, flow, stream, event, token, path, home })[i])
end
if kind == 'event' then add('index', shape .. ' ' .. bucket) end
add('created', now_ms)
add('at', at)
add('remind', remind)
redis.call('HSET', await_key(place), unpack(fields))
schedule_await(place, at, remind)
if kind == 'event' then index_await(event, place, { shape = shape, text = shape_text, bucket = bucket, part = part }) end
if home == '1' then
  local partition = string.match(prefix, '{(%d+)}:$')
  redis.call('ZREM', prefix .. 'awaits-check',
    table.concat({ place, partition, generation, path == '' and '-' or path }, ' '))
end
if token ~= '' then
  redis.call('SET', prefix .. 'await-token:' .. token, generation .. ' ' .. place .. ' ' .. (path == '' and '-' or path))
end
count_await(kind, 'registered')
return { 'registered', at }
