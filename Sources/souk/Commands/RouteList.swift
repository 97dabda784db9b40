import ArgumentParser
import Kernel
import Web

/// Prints every address, so that a check can ask for all of them and forgets none.
struct RouteList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "routes", abstract: "Print method, path, kind and who may use it of every route.")

  func run() async throws {
    try await CommandFailure.reporting { assembly in
      for route in assembly.webApplication().routes {
        print("\(route.method.rawValue) \(route.path) \(route.kind) \(route.access.name)")
      }
    }
  }
}

extension Access {
  /// In one word, as `admin.people`.
  fileprivate var name: String {
    switch self {
    case .anyone: "anyone"
    case .signedIn: "signedIn"
    case .shop(let permission): "shop.\(permission.rawValue)"
    case .admin(let permission): "admin.\(permission.rawValue)"
    }
  }
}
