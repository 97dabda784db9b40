import Areas
import Identity

extension Settings {
  /// How long things are kept that nobody deletes by hand.
  static func retention(_ reader: inout SettingsReader) -> Retention {
    var retention = Retention()
    func days(_ name: String, _ standard: Int64, _ summary: String) -> Int64 {
      Int64(reader.number(name, default: Int(standard), in: 1...36_500, summary))
    }
    retention.unactivatedDays = days(
      "RETENTION_UNACTIVATED_DAYS", retention.unactivatedDays,
      "How long a sign-up that nobody activates stays.")
    retention.codeDays = days(
      "RETENTION_CODE_DAYS", retention.codeDays, "How long codes stay after they have run out.")
    retention.exportDays = days(
      "RETENTION_EXPORT_DAYS", retention.exportDays, "How long exports of personal data can be downloaded.")
    retention.idempotencyDays = days(
      "RETENTION_IDEMPOTENCY_DAYS", retention.idempotencyDays,
      "How long answers to requests with an `Idempotency-Key` are kept.")
    retention.deadJobDays = days(
      "RETENTION_DEAD_JOB_DAYS", retention.deadJobDays, "How long jobs that failed for good are kept.")
    retention.erasureReportDays = days(
      "RETENTION_ERASURE_REPORT_DAYS", retention.erasureReportDays, "How long reports of erasures are kept.")
    retention.checkoutDays = days(
      "RETENTION_CHECKOUT_DAYS", retention.checkoutDays,
      "How long checkouts that nobody paid keep names, addresses and telephone numbers.")
    retention.orderYears = Int64(
      reader.number(
        "RETENTION_ORDER_YEARS", default: Int(retention.orderYears), in: 1...100,
        "After how many years orders lose names, addresses and telephone numbers."))
    retention.farewellSeconds = Int64(
      reader.number(
        "ERASURE_LAST_LOOK_SECONDS", default: Int(retention.farewellSeconds), in: 1...604_800,
        "When an erasure looks a last time for what is left; the farewell mail has until then."))
    return retention
  }
}
