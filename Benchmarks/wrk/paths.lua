-- GETs the paths in the file named by PATHS, one after the other, each thread from a place of its own.
local report = require("report")
local paths = {}
local position = 0
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init()
  for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
  position = math.floor(#paths / 2 * number)
end

function request()
  position = position % #paths + 1
  return wrk.format("GET", paths[position])
end

done = report.done
