-- One address again and again; prints what was measured as JSON.
local report = require("report")
done = report.done
