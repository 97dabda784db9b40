import Dispatch
import Foundation

private let pauseMicroseconds: UInt32 = 2_000

/// A process that gets its input from one descriptor and speaks by another. It has, too, those that are not marked to be
/// closed at such a moment. Foundation's `Process` lists all open descriptors at each start and reads beyond the end of
/// the list when there are some 1,360 of them.
final class ChildProcess {
  /// How a process ended.
  struct Ending {
    /// `nil` when a signal ended it.
    let status: Int32?
  }

  private let id: pid_t
  private var ending: Ending?

  /// Starts the program at `path`. `input` becomes its standard input, `output` what it says, errors included.
  init(
    _ path: String, _ arguments: [String], environment: [String], input: Int32, output: Int32
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that this process ignores or blocks mean to the child what they mean to everybody.
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var id: pid_t = 0
    let result = posix_spawn(&id, path, &actions, &attributes, words, variables)
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .EIO) }
    self.id = id
  }

  /// How it ended; `nil` when it goes on at `deadline`.
  func ending(until deadline: DispatchTime) -> Ending? {
    while ending == nil {
      collect(WNOHANG)
      if ending == nil && DispatchTime.now() >= deadline { return nil }
      if ending == nil { usleep(pauseMicroseconds) }
    }
    return ending
  }

  /// Kills it, if it has not ended. Nothing is left of it then.
  func end() {
    guard ending == nil else { return }
    kill(id, SIGKILL)
    while ending == nil { collect(0) }
  }

  private func collect(_ options: Int32) {
    var status: Int32 = 0
    let found = waitpid(id, &status, options)
    if found == id {
      let signal = status & 0x7F
      ending = Ending(status: signal == 0 ? (status >> 8) & 0xFF : nil)
    } else if found < 0 && errno != EINTR {
      // Nobody else waits for it, so there is nothing to wait for.
      ending = Ending(status: nil)
    }
  }
}
