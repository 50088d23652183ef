#!lua flags=allow-oom
-- unclaim-await: takes a step out of the index of a run, unless another await has its place by now.
--
-- KEYS  1  what all keys of the run's partition start with
-- ARGV  run, step, partition and generation of the await
--
-- Replies
--   done
--   other  another await is noted there, or none

local prefix = KEYS[1]
local run, step, partition, generation = unpack(ARGV)
local key = prefix .. 'run-awaits:' .. run

local known = redis.call('HGET', key, step) or ''
if string.match(known, '^(%d+ %d+) ') ~= partition .. ' ' .. generation then return { 'other' } end
redis.call('HDEL', key, step)
return { 'done' }
