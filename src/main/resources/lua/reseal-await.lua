#!lua
-- reseal-await: gives an await that waits the same definition with its secrets encrypted by another key.
--
-- KEYS  1  what all keys of the partition start with
-- ARGV  generation, definition as it was read, definition as it is to be, id of the key ('' for none)
--
-- Replies
--   done
--   other  it is not the one that was read any more, or has ended

-- @include rfc3339
-- @include append
-- @include await-index
-- @include await

local generation, known, definition, sealed = unpack(ARGV)

local await = read_await(generation)
if not await or await.definition ~= known then return { 'other' } end
if await.sealed ~= '' then redis.call('SREM', sealed_key(await.sealed), generation) end
if sealed ~= '' then redis.call('SADD', sealed_key(sealed), generation) end
await.sealed, await.definition = sealed, definition
write_await(await)
return { 'done' }
