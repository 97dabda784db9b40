import Kernel
import Logging

/// One line of JSON for every request. It never holds contents, cookies, tokens, or queries.
package struct RequestLog: Sendable {
  private let writer: LogWriter
  private let level: Logger.Level

  /// A log that shows requests at `info`, and those that fail on our side at `error`.
  package init(writer: LogWriter, level: Logger.Level) {
    self.writer = writer
    self.level = level
  }

  /// A log that shows nothing, for tests.
  package static let silent = RequestLog(writer: LogWriter(), level: .critical)

  var showsRequests: Bool { level <= .info }

  struct Line {
    let id: String
    let method: String
    let path: Substring
    let route: String
    let status: Int
    let seconds: Double
    let client: String
    let viewer: Viewer?
  }

  func write(_ request: Line) {
    guard showsRequests || (request.status >= 500 && level <= .error) else { return }
    var line = JSONWriter(capacity: 320)
    line.raw(#"{"time":"#)
    Timestamp.system().write(to: &line)
    line.raw(request.status >= 500 ? #","level":"error""# : #","level":"info""#)
    line.raw(#","message":"request","id":"#)
    line.string(request.id)
    line.raw(#","method":"#)
    line.string(request.method)
    line.raw(#","path":"#)
    line.string(RequestLog.isSecret(request.route) ? request.route : String(request.path))
    line.raw(#","route":"#)
    line.string(request.route)
    line.raw(#","status":"#)
    line.integer(Int64(request.status))
    line.raw(#","microseconds":"#)
    line.integer(Int64(request.seconds * 1_000_000))
    line.raw(#","client":"#)
    line.string(request.client)
    if let viewer = request.viewer {
      line.raw(#","account":"#)
      viewer.account.write(to: &line)
    }
    line.raw("}\n")
    writer.append(line.bytes)
  }

  /// An error that nobody expected, with the request that met it. The client sees only the request's id.
  func unexpected(_ error: any Error, id: String, route: String) {
    guard level <= .error else { return }
    var line = JSONWriter(capacity: 320)
    line.raw(#"{"time":"#)
    Timestamp.system().write(to: &line)
    line.raw(#","level":"error","message":"unexpected error","id":"#)
    line.string(id)
    line.raw(#","route":"#)
    line.string(route)
    line.raw(#","error":"#)
    line.string(String(reflecting: error))
    line.raw("}\n")
    writer.append(line.bytes)
  }

  /// A part that must work has stopped doing so, and why; or works again.
  func health(of part: String, failure: (any Error)?) {
    guard level <= (failure == nil ? .info : .error) else { return }
    var line = JSONWriter(capacity: 320)
    line.raw(#"{"time":"#)
    Timestamp.system().write(to: &line)
    line.raw(failure == nil ? #","level":"info""# : #","level":"error""#)
    line.raw(failure == nil ? #","message":"works again","part":"# : #","message":"does not work","part":"#)
    line.string(part)
    if let failure {
      line.raw(#","error":"#)
      line.string(String(reflecting: failure))
    }
    line.raw("}\n")
    writer.append(line.bytes)
  }

  /// Whether a route's path carries what must not be logged.
  private static func isSecret(_ route: String) -> Bool {
    route.contains("{token") || route.contains("{code") || route.contains("{secret")
  }
}
