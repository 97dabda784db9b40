import Catalog
import Kernel
import Ordering
import Persistence
import Settlement
import Synchronization
import Web

/// A statement of a recorded transaction.
struct RecordedStatement: Sendable {
  /// Which of the recording's texts.
  let text: Int
  let values: [SQLParameter]
}

/// Transactions as Souk ran them, without their BEGIN and COMMIT.
struct Recording: Sendable {
  var texts: [String] = []
  var transactions: [[RecordedStatement]] = []
}

/// Keeps the statements of one transaction after the other.
final class CheckoutRecorder: Sendable {
  private struct State {
    var recording = Recording()
    var numbers: [String: Int] = [:]
    var current: [RecordedStatement] = []
  }

  private let state = Mutex(State())

  /// Checks the carts out, cash on delivery, by the code that serves `POST /checkouts`, and answers with the
  /// statements that this took.
  static func record(_ carts: [String], in url: String) async throws -> Recording {
    let recorder = CheckoutRecorder()
    var configuration = DatabaseConfiguration(url: url, poolSize: 1)
    configuration.trace = { recorder.note($0) }
    let database = try Database(configuration)
    let ordering = Ordering(
      database: database, clock: .system,
      stock: StockStore(changes: CatalogChanges(database, longestWait: Freshness.usual.longestWait)),
      settlement: Bookkeeping(), reservations: nil,
      paymentMethods: [Ordering.cashOnDelivery], imageURL: { $0 })
    for cart in carts {
      let checkout = try await ordering.placeCheckout(try request(cart), by: .guest)
      guard checkout.status == .completed, checkout.orders.count == 3 else {
        throw BenchmarkError("the checkout of \(cart) made \(checkout.orders.count) orders")
      }
      recorder.finish()
    }
    await database.close()
    return recorder.state.withLock { $0.recording }
  }

  private func note(_ statement: TracedStatement) {
    state.withLock { state in
      let number = state.numbers[statement.text] ?? state.recording.texts.count
      if number == state.recording.texts.count {
        state.recording.texts.append(statement.text)
        state.numbers[statement.text] = number
      }
      state.current.append(RecordedStatement(text: number, values: statement.values))
    }
  }

  private func finish() {
    state.withLock { state in
      state.recording.transactions.append(state.current)
      state.current = []
    }
  }

  private static func request(_ cart: String) throws -> CheckoutInput {
    try CheckoutInput.read(
      .object([
        "cart": .string(cart), "email": "ada@example.org", "paymentMethod": "cod",
        "shippingAddress": .object([
          "name": "Ada Lovelace", "line1": "1 Analytical Row", "city": "London", "postalCode": "W1A 1AA",
          "country": "GB",
        ]),
      ]))
  }
}
