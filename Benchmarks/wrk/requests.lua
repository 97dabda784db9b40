-- Sends the requests in the file named by REQUESTS, each once; a line is "METHOD path body". A thread that has
-- none left stops, and the time counts until then.
local ffi = require("ffi")
local report = require("report")
ffi.cdef [[
  typedef struct { long seconds; long microseconds; } clock_value;
  int gettimeofday(clock_value *value, void *zone);
]]

local function now()
  local value = ffi.new("clock_value")
  ffi.C.gettimeofday(value, nil)
  return tonumber(value.seconds) + tonumber(value.microseconds) / 1e6
end

local lines = {}
local position = 0
local headers = { ["Content-Type"] = "application/json" }
local all = {}

function setup(thread)
  thread:set("number", #all)
  all[#all + 1] = thread
end

function init()
  local threads = tonumber(os.getenv("THREADS"))
  local index = 0
  for line in io.lines(os.getenv("REQUESTS")) do
    if index % threads == number then lines[#lines + 1] = line end
    index = index + 1
  end
  -- wrk asks for the first request once more than it sends it.
  position = -1
  began = 0
  ended = 0
end

function request()
  position = position + 1
  if position == 1 then began = now() end
  local line = lines[math.max(position, 1)]
  if line == nil then
    ended = now()
    wrk.thread:stop()
    line = lines[#lines]
  end
  local method, path, body = line:match("^(%S+) (%S+) (.*)$")
  return wrk.format(method, path, headers, body)
end

function done(summary, latency)
  local seconds = summary.duration / 1e6
  for _, thread in ipairs(all) do
    local ended = thread:get("ended")
    if ended > 0 then seconds = math.min(seconds, ended - thread:get("began")) end
  end
  report.write(summary.requests, seconds, summary, latency)
end
