/// Closures that share one COMMIT at most.
private let maximumGroup = 64

/// Group commit: all closures that wait are run in one transaction, each in a savepoint of its own, and their
/// callers go on when the one COMMIT is on disk. Under load the cost of reaching the disk is so shared by
/// many.
struct SQLiteWriter {
  let connection: SQLiteConnection
  let environment: TransactionEnvironment

  /// Serves the queue until it is closed.
  func run(_ queue: WorkQueue<Work<Transaction>>) {
    while let group = queue.take(maximumGroup) { serve(group) }
  }

  private struct Done {
    let work: Work<Transaction>
    let transaction: Transaction
    let deliver: @Sendable () -> Void
  }

  private func serve(_ group: [Work<Transaction>]) {
    connection.failure = nil
    do {
      _ = try connection.run("BEGIN IMMEDIATE")
    } catch {
      for work in group { work.fail(error) }
      return
    }
    var done: [Done] = []
    var rejected: [(work: Work<Transaction>, error: any Error)] = []
    for (index, work) in group.enumerated() {
      do {
        done.append(try perform(work, isAlone: group.count == 1))
      } catch {
        rejected.append((work, error))
      }
      if connection.isIdle {
        // The failure made SQLite roll everything back (disk full, timeout). Its neighbours start anew, each
        // alone.
        for (work, error) in rejected { work.fail(error) }
        for work in done.map(\.work) + group[(index + 1)...] { serve([work]) }
        return
      }
    }
    finish(done, rejected)
  }

  private func perform(_ work: Work<Transaction>, isAlone: Bool) throws -> Done {
    connection.failure = nil
    if !isAlone { _ = try connection.run("SAVEPOINT closure") }
    do {
      let transaction = Transaction(connection, environment, origin: work.origin, claims: work.claims)
      let deliver = try work.perform(transaction)
      if let failure = connection.failure { throw failure }
      if connection.hasOpenForeignKeys { throw DatabaseError.foreignKeyViolation("deferred to the commit") }
      if !isAlone { _ = try connection.run("RELEASE closure") }
      return Done(work: work, transaction: transaction, deliver: deliver)
    } catch {
      connection.failure = nil
      if !connection.isIdle { undo(isAlone: isAlone) }
      throw error
    }
  }

  /// Takes back what one closure did; everything, if its part can't be taken back alone.
  private func undo(isAlone: Bool) {
    if !isAlone {
      do {
        _ = try connection.run("ROLLBACK TO closure")
        _ = try connection.run("RELEASE closure")
        return
      } catch {
        connection.failure = nil
      }
    }
    _ = try? connection.run("ROLLBACK")
  }

  private func finish(_ done: [Done], _ rejected: [(work: Work<Transaction>, error: any Error)]) {
    connection.failure = nil
    do {
      _ = try connection.run("COMMIT")
    } catch {
      connection.failure = nil
      if !connection.isIdle { _ = try? connection.run("ROLLBACK") }
      // The rejections may have been for rows of neighbours that are not there after all, so they get this
      // error too.
      for member in done { member.work.fail(error) }
      for (work, _) in rejected { work.fail(error) }
      return
    }
    for member in done {
      member.transaction.committed()
      member.deliver()
    }
    for (work, error) in rejected { work.fail(error) }
  }
}
