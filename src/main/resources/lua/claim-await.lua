#!lua
-- claim-await: notes in the index of a run that a step of it is about to wait, and where. One place has one await,
-- in whichever partition.
--
-- KEYS  1  what all keys of the run's partition start with
-- ARGV  run, step, partition of the await, hash of what is registered, path ('-' for none), ms after which a claim
--       that was never confirmed may be taken over, generation that the caller has found gone ('' for none)
--
-- Replies
--   claimed  generation
--   there    partition, generation, '1' when what is registered is the same, '1' when a claim for another may be taken over
--   ended    what became of it, when it waited in this partition

-- @include rfc3339
-- @include append
-- @include await-index
-- @include await

local run, step, partition, body, path, patience, gone = unpack(ARGV)
local place, index_key = run .. '/' .. step, run_awaits_key(run)

local ended = redis.call('GET', prefix .. 'awaited:' .. place)
if ended then return { 'ended', ended } end
local known = redis.call('HGET', index_key, place)
if known then
  local there, generation, since, other = string.match(known, '^(%d+) (%d+) ?(%d*) ?(%S*)$')
  local stored = since == '' and read_await(generation)
  if stored then other = stored.body end
  local old = not stored and tonumber(now_ms) - (tonumber(since) or 0) > tonumber(patience)
  if not (old and generation == gone) then
    return { 'there', there, generation, other == body and '1' or '0', old and '1' or '0' }
  end
end

local generation = string.format('%.0f%04d', redis.call('INCR', prefix .. 'await-generations'), own_partition())
redis.call('ZADD', prefix .. 'awaits-check', string.format('%.0f', tonumber(now_ms) + 6 * tonumber(patience)),
  table.concat({ place, partition, generation, path }, ' '))
redis.call('HSET', index_key, place, table.concat({ partition, generation, now_ms, body }, ' '))
return { 'claimed', generation }
