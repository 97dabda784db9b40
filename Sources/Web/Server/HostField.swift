import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// What a request must say of its host (RFC 9112, 3.2): one `Host`, which a name and a port fit in.
enum HostField {
  private static let name = HTTPField.Name("Host")
  /// Nothing of these is in a host or a port, and each would mean something in an address.
  private static let forbidden = Set("/\\@?#,<>\"^`{|} \t".utf8)

  /// The first `Host` is taken out of the fields as the authority; those that are left are too many.
  static func isValid(_ head: HTTPRequest) -> Bool {
    guard let host = head.authority else { return false }
    if let name, head.headerFields.contains(name) { return false }
    return host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !forbidden.contains($0) }
  }
}

/// HTTP/1.0 knows no `Host`, and balancers' probes still speak it: who may leave it out gets an empty one, while the
/// version is known.
final class HostlessVersions: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  /// Puts one where heads have still their version, in a pipeline of the server.
  static func watch(_ pipeline: ChannelPipeline.SynchronousOperations) throws {
    let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
    try pipeline.addHandler(HostlessVersions(), position: .before(codec))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data), (head.version.major, head.version.minor) < (1, 1),
      !head.headers.contains(name: "Host")
    else { return context.fireChannelRead(data) }
    head.headers.add(name: "Host", value: "")
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }
}

/// Adds `HostlessVersions` to each connection of the server, before its codec.
final class HostWatch: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart

  func handlerAdded(context: ChannelHandlerContext) {
    do {
      try HostlessVersions.watch(context.pipeline.syncOperations)
    } catch {
      // Only on a channel that is closed already.
      context.close(promise: nil)
    }
  }
}
