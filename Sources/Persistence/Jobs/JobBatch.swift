/// One of the jobs that a handler gets together.
package struct JobDelivery<J: Job>: Sendable {
  package let job: J
  package let context: JobContext
}

/// What could not be done of a batch, by its place there. The others are done.
package typealias BatchFailures = [Int: any Error]

/// A job as its handler gets it.
struct JobCall: Sendable {
  let payload: String
  let context: JobContext
}

/// What is done with jobs of one kind.
struct JobHandler: Sendable {
  let maximumAttempts: Int
  /// How many it gets together.
  let atMost: Int
  let run: @Sendable ([JobCall]) async throws -> BatchFailures
  /// From a job's payload to that of the dead one.
  private let park: @Sendable (String) throws -> String

  /// Parks jobs as they are.
  init(
    maximumAttempts: Int, atMost: Int, run: @escaping @Sendable ([JobCall]) async throws -> BatchFailures
  ) {
    self.maximumAttempts = maximumAttempts
    self.atMost = max(1, atMost)
    self.run = run
    park = { $0 }
  }

  /// Parks of jobs what they say.
  init<J: Job>(
    of type: J.Type, atMost: Int, run: @escaping @Sendable ([JobCall]) async throws -> BatchFailures
  ) {
    maximumAttempts = J.maximumAttempts
    self.atMost = max(1, atMost)
    self.run = run
    park = { payload in try J(written: payload).parked.written() }
  }

  /// What lies among the dead of a job. One that can't be read stays as it is, as nobody knows what is in it.
  func parked(_ payload: String) -> String { (try? park(payload)) ?? payload }

  /// Answers with why each that failed did. When the handler has nothing to say of single ones, each gets a run alone,
  /// unless it is the database that can't do any of them just now.
  func failures(of calls: [JobCall]) async -> BatchFailures {
    do {
      return try await run(calls)
    } catch {
      if calls.count == 1 || (error as? DatabaseError)?.isTemporary == true {
        return Dictionary(uniqueKeysWithValues: calls.indices.map { ($0, error) })
      }
    }
    var failures: BatchFailures = [:]
    for place in calls.indices { failures[place] = await self.failures(of: [calls[place]])[0] }
    return failures
  }
}

extension [Int: any Error] {
  /// Makes values of what came and hands those over that could be made; answers with the failures of both.
  static func collect<Source, Decoded: Sendable>(
    _ sources: [Source], _ decode: (Source) throws -> Decoded,
    _ handle: @Sendable ([Decoded]) async throws -> BatchFailures
  ) async rethrows -> BatchFailures {
    var failures: BatchFailures = [:]
    var values: [Decoded] = []
    var places: [Int] = []
    for (place, source) in sources.enumerated() {
      do {
        values.append(try decode(source))
        places.append(place)
      } catch {
        failures[place] = error
      }
    }
    guard !values.isEmpty else { return failures }
    for (place, error) in try await handle(values) where places.indices.contains(place) {
      failures[places[place]] = error
    }
    return failures
  }
}
