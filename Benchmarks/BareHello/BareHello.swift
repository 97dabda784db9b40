import Hummingbird

/// The yardstick: the least that the same HTTP server can do. Benchmarks print their rates as a share of it.
@main
struct BareHello {
  static func main() async throws {
    let port = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 8099
    let router = Router()
    router.get("/hello") { _, _ in "hello" }
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
    try await application.runService()
  }
}
