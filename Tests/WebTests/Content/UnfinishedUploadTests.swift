import Foundation
import Kernel
import Testing

@testable import Web

private let megabyte = 1024 * 1024

/// Clients that begin and don't end, over sockets.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct UnfinishedUploadTests {
  private static let uploads = 32
  private let folder = SpoolFolder()

  private static let routes: [Route] = [
    .api(
      .post, "/imports", "Import", tag: "T", .signedIn, answer: Echo.self, limit: .upload,
      bodyKind: [.csv, .multipart]
    ) { Echo(text: "\($0.content.count)") }
  ]

  private func head(_ count: Int, _ more: String = "Authorization: Bearer good\r\n") -> String {
    "POST /api/v1/imports HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n\(more)Content-Length: \(count)\r\n\r\n"
  }

  @Test func manyUnfinishedUploadsHoldLittleMemory() async throws {
    try await withServer(Self.routes, configure: { $0.spoolFolder = folder.url }) { port, application in
      let store = application.contents
      var connections: [RawConnection] = []
      let part = [UInt8](repeating: 120, count: megabyte)
      for _ in 0..<Self.uploads {
        let connection = try await RawConnection(port)
        await connection.send(head(62 * megabyte))
        await connection.send(part)
        connections.append(connection)
      }
      // All that was sent is on disk, up to one buffer each.
      let arrived = Self.uploads * megabyte
      try await until { store.disk.usedBytes + store.memory.usedBytes == arrived }
      #expect(store.memory.usedBytes <= Self.uploads * ContentCollector.memoryBytes)
      #expect(folder.openCount == Self.uploads && folder.names.isEmpty)
      for connection in connections { connection.close() }
      try await until { store.disk.usedBytes == 0 && store.memory.usedBytes == 0 && folder.openCount == 0 }
      #expect(store.disk.clientCount == 0 && store.memory.clientCount == 0)
    }
  }

  @Test func aLargeContentArrives() async throws {
    try await withServer(Self.routes, configure: { $0.spoolFolder = folder.url }) { port, application in
      let connection = try await RawConnection(port)
      await connection.send(
        head(5 * megabyte, "Authorization: Bearer good\r\nConnection: close\r\n"))
      await connection.send([UInt8](repeating: 120, count: 5 * megabyte))
      #expect(await connection.receiveAll().contains("\(5 * megabyte)"))
      connection.close()
      try await until { application.contents.disk.usedBytes == 0 && folder.openCount == 0 }
    }
  }

  @Test func whoIsRefusedIsNotAskedForTheContent() async throws {
    try await withServer(Self.routes, configure: { $0.spoolFolder = folder.url }) { port, _ in
      let expect = "Expect: 100-continue\r\nSec-Fetch-Site: none\r\n"
      let refused = try await RawConnection(port)
      await refused.send(head(62 * megabyte, expect))
      let answer = await refused.receive()
      #expect(answer.hasPrefix("HTTP/1.1 401") && answer.lowercased().contains("connection: close"))
      refused.close()
      let admitted = try await RawConnection(port)
      await admitted.send(head(5, expect + "Authorization: Bearer good\r\n"))
      #expect(await admitted.receive().hasPrefix("HTTP/1.1 100 Continue"))
      await admitted.send("a,b,c")
      #expect(await admitted.receive().hasPrefix("HTTP/1.1 200"))
      admitted.close()
    }
  }
}

/// Readers that begin a streamed answer and don't end it.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct EndedReaderTests {
  /// An answer without end, which counts those that were begun and those that ended.
  private func endless(_ begun: Calls, _ ended: Calls) -> [Route] {
    [
      .page(.get, "/export", .anyone) { _ in
        Response(
          body: .stream(length: nil) { writer in
            begun.next()
            defer { ended.next() }
            while true { try await writer.write([UInt8](repeating: 120, count: 300_000)) }
          })
      }
    ]
  }

  @Test func aReaderThatTakesNothingLosesTheConnection() async throws {
    let (begun, ended) = (Calls(), Calls())
    try await withServer(endless(begun, ended), configure: { $0.readerTimeoutSeconds = 1 }) { port, _ in
      let connection = try await RawConnection(port)
      await connection.send("GET /export HTTP/1.1\r\nHost: a\r\n\r\n")
      try await until { ended.count == 1 }
      #expect(begun.count == 1)
      connection.close()
    }
  }

  @Test func aReaderThatIsGoneIsForgotten() async throws {
    let (begun, ended) = (Calls(), Calls())
    try await withServer(endless(begun, ended), configure: { $0.readerTimeoutSeconds = 600 }) { port, _ in
      let connection = try await RawConnection(port)
      await connection.send("GET /export HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(await connection.receive().hasPrefix("HTTP/1.1 200"))
      connection.close()
      try await until { ended.count == 1 }
      #expect(begun.count == 1)
    }
  }

  @Test func aSlowReaderGetsEverything() async throws {
    let bytes = patterned(2 * megabyte).map { $0 & 0x7F }
    let route = Route.page(.get, "/export", .anyone) { _ in
      Response(
        body: .stream(length: bytes.count) { writer in
          try await writer.write(Array(bytes.prefix(megabyte)))
          // Producing may take longer than a reader may.
          try await Task.sleep(for: .milliseconds(1500))
          try await writer.write(Array(bytes.dropFirst(megabyte)))
        })
    }
    try await withServer([route], configure: { $0.readerTimeoutSeconds = 1 }) { port, _ in
      let connection = try await RawConnection(port)
      await connection.send("GET /export HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let answer = await connection.receiveAll()
      #expect(Array(answer.utf8.suffix(bytes.count)) == bytes)
      connection.close()
    }
  }
}
