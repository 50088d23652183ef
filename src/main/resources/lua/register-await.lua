#!lua
-- register-await: makes a step of a run wait, once; the same again changes nothing.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  place, generation, hash of what is registered, kind, definition, flow, stream, event, hash of the token, path,
--       '1' when the index of the run lies in this partition, deadline (ms, '' for the next), ms until the deadline,
--       ms until the reminder ('' for none), id of the key that has encrypted secrets of it, and for an event: shape and
--       bucket that it is found by, the shape's text, 'whole' | 'part': whether the bucket says all that it demands;
--       '' for what does not apply
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
  sealed, shape, bucket, shape_text, part = unpack(ARGV)
local most_shapes, most_crowded, no_fields = 16, 100, '-'

local index_key, here = run_awaits_key(string.match(place, '^[^/]+')), own_partition() .. ' ' .. generation
local known = redis.call('HGET', index_key, place)
if known and string.match(known, '^%d+ %d+') ~= here then return { 'other' } end
local waiting = read_await(generation)
if waiting then
  if waiting.body ~= body then return { 'other' } end
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
    return redis.call('SCARD', bucket_key(event, bucket)) >= most_crowded and { 'crowded' } or nil
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
local await = {
  generation = generation, place = place, body = body, kind = kind, home = home, created = now_ms, at = at,
  remind = remind, token = token, path = path, event = event, shape = shape, bucket = bucket,
  last = event == '' and '' or last_firing(event), flow = flow, stream = stream, sealed = sealed, definition = definition,
}
write_await(await)
schedule_await(await)
redis.call('HSET', index_key, place, here)
if event ~= '' then index_await(await, shape_text, part == 'whole') end
if sealed ~= '' then redis.call('SADD', sealed_key(sealed), generation) end
if home == '1' then
  redis.call('ZREM', prefix .. 'awaits-check',
    table.concat({ place, own_partition(), generation, path == '' and '-' or path }, ' '))
end
if token ~= '' then
  redis.call('SET', prefix .. 'await-token:' .. token, generation .. ' ' .. place .. ' ' .. (path == '' and '-' or path))
end
count_await(kind, 'registered')
return { 'registered', at }
