#!lua flags=allow-oom
-- due-awaits: ends what is due by Redis's clock, the longest due first, and reminds of what is to be reminded of. To
-- look and to end is one, so that whoever extends a deadline is either before or after it.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  most awaits
--
-- Replies
--   microseconds since 1970, when the next one is due in ms ('' for none), how many were reminded of, then for each that
--   has ended its place, generation, kind, path, '1' when nothing of it is left elsewhere, and when it was due in ms

-- @include rfc3339
-- @include append
-- @include await-index
-- @include await

local most = tonumber(ARGV[1])
local due_key = prefix .. 'awaits-due'

local function instant(millis)
  return rfc3339(math.floor(millis / 1000), millis % 1000)
end

local function expire(await)
  local timed = await.kind ~= 'event' and await.kind ~= 'webhook'
  local meta = timed and { scheduledTime = instant(tonumber(await.at)), actualTime = instant(tonumber(now_ms)) }
    or { deadline = instant(tonumber(await.at)) }
  resolve_await(await, {
    outcome = timed and 'resolved' or 'timeout', data = 'null', meta = cjson.encode(meta), by = 'time', inline = 1024,
  })
end

local function remind_of(await)
  append(await_message('remind-run', await, await.remind, {
    data = 'null', meta = cjson.encode({ deadline = instant(tonumber(await.at)) }), inline = 1024,
  }))
  await.remind = ''
  write_await(await)
  schedule_await(await)
end

local reminded, ended = 0, {}
for _, generation in ipairs(redis.call('ZRANGE', due_key, '-inf', now_ms, 'BYSCORE', 'LIMIT', 0, most)) do
  local await = read_await(generation)
  if not await then
    redis.call('ZREM', due_key, generation)
  elseif tonumber(await.at) <= tonumber(now_ms) then
    expire(await)
    for _, value in ipairs({ await.place, generation, await.kind, await.path,
      await.home == '1' and await.path == '' and '1' or '0', await.at }) do
      ended[#ended + 1] = value
    end
  elseif await.remind ~= '' and tonumber(await.remind) <= tonumber(now_ms) then
    remind_of(await)
    reminded = reminded + 1
  else
    schedule_await(await)
  end
end
local after = redis.call('ZRANGE', due_key, 0, 0, 'WITHSCORES')
return { string.format('%.0f', now), after[2] or '', reminded, unpack(ended) }
