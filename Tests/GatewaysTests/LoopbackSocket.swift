import Foundation

/// A socket that listens on a free port of this machine.
struct LoopbackSocket {
  struct SocketError: Error {}

  let descriptor: Int32
  let port: UInt16

  /// So many connections wait to be taken.
  init(waiting: Int32) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listener, generic, length) == 0 && listen(listener, waiting) == 0
          && getsockname(listener, generic, &length) == 0
      }
    }
    guard listener >= 0, isBound else { throw SocketError() }
    descriptor = listener
    port = UInt16(bigEndian: address.sin_port)
  }
}
