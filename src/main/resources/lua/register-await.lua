#!lua
-- register-await: makes a step of a run wait, once; the same again changes nothing.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  place, generation, hash of what is registered, kind, definition, flow, stream, event, hash of the token, path,
--       '1' when the index of the run lies in this partition, deadline (ms, '' for the next), ms until the deadline,
--       ms until the reminder ('' for none); '' for what does not apply
--
-- Replies
--   registered  deadline in ms
--   same        deadline in ms: it waits already
--   other       something else waits there
--   ended       what became of it

-- @include rfc3339
-- @include append
-- @include await

local place, generation, body, kind, definition, flow, stream, event, token, path, home, at, delay, remind = unpack(ARGV)

local waiting = read_await(place)
if waiting then
  if waiting.generation ~= generation or waiting.body ~= body then return { 'other' } end
  return { 'same', waiting.at }
end
local ended = redis.call('GET', prefix .. 'awaited:' .. place)
if ended then return { 'ended', ended } end
redis.call('ZCARD', prefix .. 'awaits-due')

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
add('created', now_ms)
add('at', at)
add('remind', remind)
redis.call('HSET', await_key(place), unpack(fields))
schedule_await(place, at, remind)
if home == '1' then
  local partition = string.match(prefix, '{(%d+)}:$')
  redis.call('ZREM', prefix .. 'awaits-check',
    table.concat({ place, partition, generation, path == '' and '-' or path }, ' '))
end
if token ~= '' then
  redis.call('SET', prefix .. 'await-token:' .. token, generation .. ' ' .. place .. ' ' .. (path == '' and '-' or path))
end
return { 'registered', at }
