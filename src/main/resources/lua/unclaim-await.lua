#!lua flags=allow-oom
-- unclaim-await: takes a step out of the index of a run, unless another await has its place by now.
--
-- KEYS  1  what all keys of the run's partition start with
-- ARGV  run, step, partition and generation of the await
--
-- Replies
--   done
--   other  another await is noted there, or none

-- @include rfc3339
-- @include append
-- @include await-index
-- @include await

local run, step, partition, generation = unpack(ARGV)
local key, place = run_awaits_key(run), run .. '/' .. step

local known = redis.call('HGET', key, place) or ''
if string.match(known, '^%d+ %d+') ~= partition .. ' ' .. generation then return { 'other' } end
redis.call('HDEL', key, place)
return { 'done' }
