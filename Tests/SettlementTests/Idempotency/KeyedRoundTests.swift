import Kernel
import MarketSupport
import Settlement
import TestSupport
import Testing
import Web

/// Twelve rounds of every POST that moves money or goods, each broken at another COMMIT: however often the same
/// request comes again, it leaves what it leaves when nothing breaks.
struct KeyedRoundTests {
  private static let rounds = 12
  private static let secondsUntilRecovery: Int64 = 62
  /// No call is sent more often before it has to be done.
  private static let mostAttempts = 6

  /// What happens to the COMMITs of a round; which one comes first varies with the round, too.
  private static let cuts: [[CommitCutter.Cut]] = [
    [.answer], [.request], [.answerLate(milliseconds: 40)],
    [.request, .answer], [.request, .request], [.request, .answerLate(milliseconds: 40)],
    [.request, .pass, .answer], [.request, .pass, .request], [.answer, .answer],
    [.answer, .request], [.answerLate(milliseconds: 40), .pass, .answer], [.request, .request, .request],
  ]

  /// The calls of one round without any trouble: what each leaves, what all of them leave when everything that
  /// was queued is done, and how many COMMITs each takes.
  private struct Reference {
    var changes: [String: Footprint] = [:]
    var whole = Footprint()
    var commits: [String: Int] = [:]
  }

  private func reference(_ kit: KeyedMarket, commits: () -> Int) async throws -> Reference {
    var reference = Reference()
    let calls = try await kit.calls(0)
    reference.whole = try await kit.change {
      for call in calls {
        let before = commits()
        reference.changes[call.name] = try await kit.change {
          let answer = await kit.node.send(call)
          #expect(answer.status < 300 && !answer.isReplay, "\(call.name): \(answer.status) \(answer.body)")
        }
        reference.commits[call.name] = commits() - before
      }
      try await kit.market.drain()
    }
    return reference
  }

  /// Sends a call until it is done; answers with everything that came back.
  private func insist(_ kit: KeyedMarket, _ call: KeyedCall) async -> [TestAnswer] {
    var answers: [TestAnswer] = []
    repeat {
      answers.append(await kit.node.send(call))
    } while (answers.last?.status ?? 0) >= 500 && answers.count < Self.mostAttempts
    return answers
  }

  /// The same answer once more.
  private func expectReplay(_ kit: KeyedMarket, _ call: KeyedCall, of answer: TestAnswer?) async {
    #expect((answer?.status ?? 500) < 300, "\(call.name): \(answer?.status ?? 0) \(answer?.body ?? "")")
    let again = await kit.node.send(call)
    #expect(again.isReplay && again.status == answer?.status && again.body == answer?.body, "\(call.name)")
  }

  @Test("Whichever COMMIT's answer is lost, the same key has one effect and one answer")
  func lostAnswers() async throws {
    try await withCutMarket { market, cutter, gateway async throws in
      let kit = try await KeyedMarket(market, gateway)
      let reference = try await reference(kit) { cutter.commits }
      for round in 0..<Self.rounds {
        let cuts = Self.cuts[round % Self.cuts.count]
        let calls = try await kit.calls(round + 1)
        let whole = try await kit.change {
          for call in calls {
            let passes = round / 2 % max(1, reference.commits[call.name] ?? 1)
            let change = try await kit.change {
              for _ in 0..<passes { cutter.cut(.pass) }
              for cut in cuts { cutter.cut(cut) }
              let answers = await insist(kit, call)
              #expect(cutter.waiting < cuts.count, "\(call.name) was not disturbed in round \(round)")
              cutter.heal()
              #expect(answers.dropLast().allSatisfy { $0.status == 503 }, "\(call.name)")
              await expectReplay(kit, call, of: answers.last)
            }
            #expect(change == reference.changes[call.name], "\(call.name) in round \(round)")
          }
          try await kit.market.drain()
        }
        #expect(whole.withoutJobs == reference.whole.withoutJobs, "round \(round)")
      }
      #expect(try await kit.market.settlement.verifyLedger().isClean)
    }
  }

  @Test(
    "Whenever the program ends, its successor gives each key one effect and one answer",
    arguments: TestEngine.allCases)
  func deaths(engine: TestEngine) async throws {
    try await withMortalMarket(engine) { kit, deaths async throws in
      let reference = try await reference(kit) { deaths.commits }
      for round in 0..<Self.rounds {
        let calls = try await kit.calls(round + 1)
        let whole = try await kit.change {
          for call in calls {
            await die(kit, deaths, call, round, commits: max(1, reference.commits[call.name] ?? 1))
          }
          // Every other time the jobs of the next program are there before the customer, those that look after broken
          // payments, too. All of these minutes are less than goods are held for who does not pay.
          if round % 2 == 1 {
            kit.market.clock.advance(seconds: Self.secondsUntilRecovery)
            try await kit.market.drain()
          }
          for call in calls { await expectReplay(kit, call, of: await insist(kit, call).last) }
          try await kit.market.drain()
          for call in calls { await expectReplay(kit, call, of: await insist(kit, call).last) }
        }
        #expect(whole.withoutJobs == reference.whole.withoutJobs, "round \(round)")
      }
      #expect(try await kit.market.settlement.verifyLedger().isClean)
    }
  }

  /// Sends a call to one to three programs, each of which ends at a COMMIT of it.
  private func die(
    _ kit: KeyedMarket, _ deaths: Deaths, _ call: KeyedCall, _ round: Int, commits: Int
  ) async {
    for attempt in 0...(round % 3) {
      let side: Deaths.Side = (round + attempt) % 2 == 0 ? .before : .after
      deaths.strike(at: 1 + (round / 2 + attempt) % commits, side)
      _ = await kit.node.send(call)
      if attempt == 0 { #expect(deaths.isDead, "\(call.name) went on in round \(round)") }
      deaths.revive()
    }
  }
}
