import Kernel
import Web

extension ProductFields {
  /// What is wrong with the moment that a client names. One that stands there already may have come meanwhile: the job
  /// that knows of it comes soon.
  func scheduleFault(of status: ProductStatus, present: Timestamp?, _ now: Timestamp) -> FieldError? {
    guard let publishAt else { return nil }
    if status == .archived {
      return FieldError(
        field: "publishAt", code: "archived",
        message: "What is archived does not go on sale. Make it a draft first.")
    }
    guard publishAt != present, publishAt <= now else { return nil }
    return FieldError(
      field: "publishAt", code: "past",
      message: "This moment has passed. Choose one to come, or leave it empty.")
  }
}
