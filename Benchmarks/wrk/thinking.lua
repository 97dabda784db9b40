-- One address again and again, with a pause before each request, as people have; prints what was measured as JSON.
-- PAUSE is the mean of the pauses in milliseconds.
local report = require("report")
local pause = tonumber(os.getenv("PAUSE"))

function delay()
  return math.random(pause / 2, pause * 3 / 2)
end

done = report.done
