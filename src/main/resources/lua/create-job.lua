#!lua
-- create-job: stores the record of a piece of bulk work, for any replica to take up.
--
-- Keys made from the prefix: job:<id>, the record; jobs, all ids; jobs:open, the ids of those that have not ended;
-- job-key:<key>, the id of the job that a key has made.
--
-- KEYS  1 what all keys of partition 0 start with
-- ARGV  id, most that may be open, most that are kept, how long a key is kept in ms, key ('' for none), then the
--       fields of the record beside id, status and time
--
-- Replies
--   created  id
--   known    id: it, or one of the same key, is there already
--   full     too many are open

local prefix = KEYS[1]
local id, most_open, most_kept, key_kept, key = unpack(ARGV, 1, 5)
local record, all, open = prefix .. 'job:' .. id, prefix .. 'jobs', prefix .. 'jobs:open'
local key_record = prefix .. 'job-key:' .. key

if redis.call('EXISTS', record) == 1 then return { 'known', id } end
if key ~= '' then
  local known = redis.call('GET', key_record)
  if known and redis.call('EXISTS', prefix .. 'job:' .. known) == 1 then return { 'known', known } end
end
if redis.call('ZCARD', open) >= tonumber(most_open) then return { 'full' } end
local surplus = redis.call('ZCARD', all) + 1 - tonumber(most_kept)

local time = redis.call('TIME')
local now = string.format('%.0f', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))
redis.call('HSET', record, 'id', id, 'status', 'running', 'createdAt', now, unpack(ARGV, 6))
redis.call('ZADD', all, 0, id)
redis.call('ZADD', open, 0, id)
if key ~= '' then redis.call('SET', key_record, id, 'PX', key_kept) end

-- The oldest that have ended make room; what has expired leaves the list.
local removed = 0
for _, old in ipairs(redis.call('ZRANGE', all, 0, 2 * most_open)) do
  local old_record = prefix .. 'job:' .. old
  local ended = not redis.call('ZSCORE', open, old)
  if ended and (removed < surplus or redis.call('EXISTS', old_record) == 0) then
    redis.call('DEL', old_record)
    redis.call('ZREM', all, old)
    removed = removed + 1
  end
end
return { 'created', id }
