import Foundation
import Kernel
import Testing

@testable import Gateways

/// How pictures are got from sites that people name.
@Suite struct RemotePicturesTests {
  private func failure(_ source: RemotePictures, _ address: String) async -> PictureFetchError? {
    do {
      _ = try await source.fetch(address)
      return nil
    } catch let error as PictureFetchError {
      return error
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  @Test func nobodyLooksIntoThisNetwork() async throws {
    let server = try HTTPListener { _ in HTTPListener.response("200 OK", [], "secret") }
    defer { server.stop() }
    let source = RemotePictures()
    for host in ["127.0.0.1", "localhost", "127.1", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
      let refused = await failure(source, "http://\(host):\(server.port)/a.png")
      #expect(refused?.mayPass != nil, "\(host)")
    }
    for address in [
      "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://192.168.1.1/a.png",
    ] {
      #expect(await failure(source, address)?.mayPass == false, "\(address)")
    }
    for address in ["file:///etc/passwd", "ftp://a.example/a.png", "gopher://a.example", "a.png", ""] {
      #expect(await failure(source, address)?.mayPass == false, "\(address)")
    }
    #expect(server.requests.isEmpty)
  }

  @Test func redirectsAreFollowedThreeTimes() async throws {
    let server = try HTTPListener { request in
      let number = Int(request.line.split(separator: " ")[1].dropFirst()) ?? 0
      return number == 0
        ? HTTPListener.response("200 OK", [], "picture")
        : HTTPListener.response("302 Found", ["Location: /\(number - 1)"])
    }
    defer { server.stop() }
    let source = RemotePictures(onlyPublicAddresses: false)
    #expect(try await source.fetch("\(server.url)/3") == Array("picture".utf8))
    #expect(await failure(source, "\(server.url)/4")?.mayPass == false)
    #expect(server.requests[0].field("Accept")?.contains("image/png") == true)
  }

  @Test func whatIsTooLargeOrTooSlowIsLeft() async throws {
    let server = try HTTPListener { request in
      if request.line.contains("slow") { Thread.sleep(forTimeInterval: 3) }
      return HTTPListener.response("200 OK", [], String(repeating: "x", count: 2_000))
    }
    defer { server.stop() }
    let source = RemotePictures(onlyPublicAddresses: false, timeoutSeconds: 1, maximumBytes: 1_000)
    #expect(await failure(source, "\(server.url)/large")?.mayPass == false)
    #expect(await failure(source, "\(server.url)/slow")?.mayPass == true)
  }

  @Test(arguments: [
    ("404 Not Found", false), ("403 Forbidden", false), ("429 Slow", true), ("503 Busy", true),
  ])
  func statusesSayWhetherItMayPass(_ status: String, _ mayPass: Bool) async throws {
    let server = try HTTPListener { _ in HTTPListener.response(status) }
    defer { server.stop() }
    let source = RemotePictures(onlyPublicAddresses: false)
    #expect(await failure(source, "\(server.url)/a.png")?.mayPass == mayPass)
  }

  @Test(arguments: [
    ("https://a.example/ä b.png?x=1", "https://a.example/%C3%A4%20b.png?x=1"),
    ("https://a.example/a%20b.png", "https://a.example/a%20b.png"),
    ("https://a.example", "https://a.example"),
    ("https://a.example/\r\nX: y", "https://a.example/%0D%0AX:%20y"),
  ])
  func pathsAreWrittenAsTheyMustBe(_ address: String, _ written: String) {
    #expect(RemotePictures.written(address) == written)
  }
}
