import Kernel
import Persistence
import TestSupport
import Testing

struct TraceTests {
  @Test(arguments: TestEngine.allCases) func namesAreFoundWhateverTheirAlphabet(_ engine: TestEngine)
    async throws
  {
    try await withDatabase(engine, migrations: [PersistenceMigrations.folder]) { database in
      try await database.write { tx in
        for (kind, payload) in [
          ("a", #"{"text":"Hello Özil Çelik!"}"#), ("b", #"{"text":"ÖZİL"}"#),
          ("c", #"{"text":"Özils Schwester"}"#),
          ("d", #"{"text":"Azil, 100% _"}"#),
        ] {
          try tx.run(
            """
            INSERT INTO dead_jobs (id, kind, payload, attempts, error, created_at, died_at)
            VALUES (\(JobID()), \(kind), \(payload), 1, '', \(tx.now), \(tx.now))
            """)
        }
      }
      func erase(_ text: String) async throws -> Int {
        try await database.write { tx in
          try TraceStore.erase([text], mails: "mail", keeping: "none", isFinal: false, tx).deadJobs
        }
      }
      #expect(try await erase("özil ÇELIK") == 1)
      #expect(try await erase("ÖZIL") == 0, "a letter more or another letter is another name")
      #expect(try await erase("%") == 0)
      let left = try await database.read {
        try $0.values("SELECT kind FROM dead_jobs ORDER BY kind", as: String.self)
      }
      #expect(left == ["b", "c", "d"])
    }
  }
}
