import ArgumentParser
import Assembly
import Foundation
import Kernel
import Logging
import Persistence
import Web

/// Serves everything, or some services alone, and runs the jobs.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the marketplace.",
    discussion: "Settings are environment variables:\n\n\(Settings.helpText)")

  @Flag(help: "Load the demo catalogue if the database has no shop. Refused in production.")
  var demo = false

  @Flag(inversion: .prefixedNo, help: "Bring the tables up to date first.")
  var migrate = true

  @Flag(inversion: .prefixedNo, help: "Run jobs and deliver events in this process, too.")
  var jobs = true

  @Option(
    help:
      "Mount these services only, with commas between: \(Service.allCases.map(\.rawValue).joined(separator: ", "))."
  )
  var services: String?

  func run() async throws {
    let chosen = try chosenServices()
    try await CommandFailure.reporting { assembly in
      if demo && assembly.settings.environment == .production {
        throw Problem(.forbidden, "--demo is refused when SOUK_ENV is production.")
      }
      if migrate { _ = try await assembly.migrate() }
      if !demo { try await assembly.catalog.ensureDefaultCategories() }
      try await assembly.catalog.changes.begin()
      let following = Task { await assembly.follow() }
      let filling = Task { await assembly.fillListings() }
      let runner = jobs ? try assembly.jobRunner() : nil
      let work = Task { await runner?.run() }
      let loading = demo ? Task { await loadDemo(assembly) } : nil
      try await serve(assembly, chosen)
      loading?.cancel()
      await loading?.value
      await runner?.stop()
      await work.value
      following.cancel()
      await following.value
      await filling.value
    }
  }

  private func serve(_ assembly: Assembly, _ services: Set<Service>) async throws {
    assembly.raiseDescriptorLimit()
    let server = WebServer(assembly.webApplication(services), logger: Logger(label: "souk.server"))
    let settings = assembly.settings
    try await server.run { port in
      assembly.logger.notice(
        "serving",
        metadata: ["address": "http://\(settings.host):\(port)", "public": "\(settings.publicURL)"])
    }
  }

  private func loadDemo(_ assembly: Assembly) async {
    do {
      try await DemoLoader(assembly).loadIfEmpty()
    } catch is CancellationError {
      assembly.logger.notice("the demo catalogue was not loaded to its end")
    } catch {
      assembly.logger.error("the demo catalogue could not be loaded", metadata: ["error": "\(error)"])
    }
  }

  private func chosenServices() throws -> Set<Service> {
    guard let services else { return Set(Service.allCases) }
    return Set(
      try services.split(separator: ",").map { name in
        guard let service = Service(rawValue: String(name).trimmed) else {
          throw ValidationError("There is no service \"\(name)\".")
        }
        return service
      })
  }
}

/// Runs jobs and consumers without serving anything.
struct Worker: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run jobs and deliver events only.")

  @Flag(help: "End when nothing is due.")
  var once = false

  func run() async throws {
    try await CommandFailure.reporting { assembly in
      let runner = try assembly.jobRunner()
      if once { return try await runner.drain() }
      let signals = StopSignals()
      let following = Task { await assembly.follow() }
      let work = Task { await runner.run() }
      await signals.wait()
      await runner.stop()
      await work.value
      following.cancel()
      await following.value
    }
  }
}
