/// How many connections clients may hold, and how long each may keep others waiting.
package struct ConnectionLimits: Sendable {
  /// Connections of clients at the same time.
  package var total = 8192
  /// Connections of one address, or of one IPv6 /64; trusted proxies carry everybody and have no such limit.
  package var perAddress = 128
  /// Seconds from opening a connection, or from the first byte of a further request, to the end of its head.
  package var headSeconds = 20
  /// Seconds that a connection stays open after an answer, waiting for the next request.
  package var idleSeconds = 75
  /// Seconds that a content which nobody reads may go on after its request was answered.
  package var drainSeconds = 10
  /// Bytes of a content that are read and dropped after its request was answered. Browsers show the answer only when
  /// they have sent everything, so it is as much as any route takes.
  package var drainBytes = 64 * 1024 * 1024
  /// Seconds in which a client takes no byte of an answer before it is given up.
  package var stallSeconds = 120

  /// The defaults.
  package init() {}
}
