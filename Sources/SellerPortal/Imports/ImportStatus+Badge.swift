import Catalog
import Kernel
import Web

extension ImportStatus {
  var title: Words {
    switch self {
    case .queued: "Waiting"
    case .running: "Running"
    case .completed: "Done"
    case .failed: "Stopped"
    case .unmapped: "Columns to choose"
    case .discarded: "Discarded"
    }
  }

  var tone: Tone {
    switch self {
    case .queued: .neutral
    case .running: .info
    case .completed: .success
    case .failed: .danger
    case .unmapped: .warning
    case .discarded: .neutral
    }
  }

  var badge: HTML { Badge.show(title, tone) }
}

extension RowOutcome {
  var title: Words {
    switch self {
    case .created: "Created"
    case .updated: "Updated"
    case .unchanged: "Unchanged"
    case .rejected: "Rejected"
    }
  }

  var tone: Tone {
    switch self {
    case .created: .success
    case .updated: .info
    case .unchanged: .neutral
    case .rejected: .danger
    }
  }

  var badge: HTML { Badge.show(title, tone) }
}

extension Import {
  /// Its state; a file that was only looked at waits for somebody's word.
  var badge: HTML {
    isDryRun && status == .completed ? Badge.show("Preview", .info) : status.badge
  }
}
