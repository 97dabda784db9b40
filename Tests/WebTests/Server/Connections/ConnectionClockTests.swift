import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Web

/// Makes parts of words, as a stand-in for HTTP's parser: whatever is no such word is part of a head.
private final class WordCodec: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = HTTPRequestPart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    switch String(buffer: buffer) {
    case "head":
      let head = HTTPRequest(method: .post, scheme: "http", authority: "a", path: "/")
      context.fireChannelRead(wrapInboundOut(.head(head)))
    case "end": context.fireChannelRead(wrapInboundOut(.end(nil)))
    case let word where word.hasPrefix("body"): context.fireChannelRead(wrapInboundOut(.body(buffer)))
    default: break
    }
  }
}

/// Lets both sides of an embedded connection be closed apart, as a socket can.
private final class HalfClosing: ChannelOutboundHandler {
  typealias OutboundIn = Any
  typealias OutboundOut = Any

  private(set) var isOutputClosed = false

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .output else { return context.close(mode: mode, promise: promise) }
    isOutputClosed = true
    promise?.succeed()
  }
}

struct ConnectionClockTests {
  private let channel = EmbeddedChannel()
  private let halves = HalfClosing()
  private let connections: Connections

  init() throws {
    var limits = ConnectionLimits()
    (limits.headSeconds, limits.idleSeconds, limits.drainSeconds, limits.drainBytes) = (20, 75, 10, 100)
    connections = Connections(
      limits, clients: ClientAddress(trustedProxies: []), metrics: Metrics(), logger: Logger(label: "test"))
    try channel.pipeline.syncOperations.addHandlers([halves, WordCodec(), ConnectionClock(connections)])
    _ = channel.connect(to: try SocketAddress(ipAddress: "192.0.2.1", port: 1))
  }

  private func receive(_ words: String...) throws {
    for word in words { try channel.writeInbound(ByteBuffer(string: word)) }
  }

  private func answer(_ status: HTTPResponse.Status = .ok) throws -> HTTPFields {
    try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: status)))
    try channel.writeOutbound(HTTPResponsePart.end(nil))
    guard case .head(let head)? = try channel.readOutbound(as: HTTPResponsePart.self) else { return [:] }
    _ = try channel.readOutbound(as: HTTPResponsePart.self)
    return head.headerFields
  }

  private func pass(_ seconds: Int64) { channel.embeddedEventLoop.advanceTime(by: .seconds(seconds)) }

  @Test func silentConnectionsEnd() throws {
    pass(19)
    #expect(channel.isActive)
    pass(2)
    #expect(!channel.isActive && connections.count == 0)
  }

  @Test func aHeadThatTricklesEnds() throws {
    for _ in 1...19 {
      try receive("X-A: b")
      pass(1)
    }
    #expect(channel.isActive)
    pass(2)
    #expect(!channel.isActive)
  }

  @Test func betweenRequestsIsMoreTime() throws {
    try receive("head", "end")
    #expect(try answer()[.connection] == nil)
    pass(74)
    #expect(channel.isActive)
    // A further head has the time of the first.
    try receive("GET")
    pass(19)
    #expect(channel.isActive)
    try receive("head", "end")
    _ = try answer()
    pass(74)
    #expect(channel.isActive)
    pass(2)
    #expect(!channel.isActive)
  }

  @Test func whoIsBeingServedIsLeftAlone() throws {
    try receive("head", "body")
    pass(3600)
    #expect(channel.isActive)
    try receive("end")
    pass(3600)
    #expect(channel.isActive)
    #expect(try answer()[.connection] == nil)
    #expect(channel.isActive && !halves.isOutputClosed)
  }

  @Test func aContentAfterTheAnswerHasLittleTime() throws {
    try receive("head", "body")
    #expect(try answer(.notFound)[.connection] == "close")
    #expect(halves.isOutputClosed)
    for _ in 1...9 {
      try receive("body")
      pass(1)
    }
    #expect(channel.isActive)
    pass(2)
    #expect(!channel.isActive)
  }

  @Test func aContentAfterTheAnswerHasFewBytes() throws {
    try receive("head")
    _ = try answer(.contentTooLarge)
    for _ in 1...25 { try receive("body") }
    #expect(channel.isActive)
    try receive("body")
    #expect(!channel.isActive)
  }

  @Test func theEndOfTheContentEndsTheConnection() throws {
    try receive("head")
    _ = try answer(.unauthorized)
    #expect(channel.isActive)
    try receive("body", "end")
    #expect(!channel.isActive)
    // Nobody is told of what came too late.
    let parts = try (1...3).compactMap { _ in try channel.readInbound(as: HTTPRequestPart.self) }
    #expect(parts.count == 1)
  }

  @Test func interimAnswersAreNoAnswers() throws {
    try receive("head")
    try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .continue)))
    _ = try channel.readOutbound(as: HTTPResponsePart.self)
    try receive("body", "end")
    #expect(try answer()[.connection] == nil)
    #expect(channel.isActive)
  }
}
