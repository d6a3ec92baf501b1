// A stub: SDL 3 is not in Debian, so these are only the names and the shape that the
// model needs.
#pragma once
#pragma GCC system_header

#include <cstdint>

typedef struct SDL_Thread SDL_Thread;
typedef struct SDL_Mutex SDL_Mutex;
typedef struct SDL_RWLock SDL_RWLock;
typedef struct SDL_Condition SDL_Condition;
typedef struct SDL_Semaphore SDL_Semaphore;
typedef std::uint64_t SDL_ThreadID;
typedef std::uint32_t SDL_TimerID;
enum SDL_ThreadPriority { SDL_THREAD_PRIORITY_LOW };
enum SDL_ThreadState { SDL_THREAD_ALIVE };
union SDL_Event;
typedef void (*SDL_FunctionPointer)(void);
typedef int (*SDL_ThreadFunction)(void *);
typedef std::uint32_t (*SDL_TimerCallback)(void *, SDL_TimerID, std::uint32_t);
typedef std::uint64_t (*SDL_NSTimerCallback)(void *, SDL_TimerID, std::uint64_t);

extern "C" {
SDL_Thread *SDL_CreateThreadRuntime(SDL_ThreadFunction, const char *, void *, SDL_FunctionPointer, SDL_FunctionPointer);
#define SDL_CreateThread(fn, name, data) SDL_CreateThreadRuntime((fn), (name), (data), nullptr, nullptr)
const char *SDL_GetThreadName(SDL_Thread *);
SDL_ThreadID SDL_GetCurrentThreadID(void);
SDL_ThreadID SDL_GetThreadID(SDL_Thread *);
bool SDL_SetCurrentThreadPriority(SDL_ThreadPriority);
void SDL_WaitThread(SDL_Thread *, int *);
SDL_ThreadState SDL_GetThreadState(SDL_Thread *);
void SDL_DetachThread(SDL_Thread *);

SDL_Mutex *SDL_CreateMutex(void);
void SDL_LockMutex(SDL_Mutex *);
bool SDL_TryLockMutex(SDL_Mutex *);
void SDL_UnlockMutex(SDL_Mutex *);
void SDL_DestroyMutex(SDL_Mutex *);
SDL_RWLock *SDL_CreateRWLock(void);
void SDL_LockRWLockForReading(SDL_RWLock *);
void SDL_LockRWLockForWriting(SDL_RWLock *);
bool SDL_TryLockRWLockForReading(SDL_RWLock *);
bool SDL_TryLockRWLockForWriting(SDL_RWLock *);
void SDL_UnlockRWLock(SDL_RWLock *);
void SDL_DestroyRWLock(SDL_RWLock *);
SDL_Semaphore *SDL_CreateSemaphore(std::uint32_t);
void SDL_DestroySemaphore(SDL_Semaphore *);
void SDL_WaitSemaphore(SDL_Semaphore *);
bool SDL_TryWaitSemaphore(SDL_Semaphore *);
bool SDL_WaitSemaphoreTimeout(SDL_Semaphore *, std::int32_t);
void SDL_SignalSemaphore(SDL_Semaphore *);
SDL_Condition *SDL_CreateCondition(void);
void SDL_DestroyCondition(SDL_Condition *);
void SDL_SignalCondition(SDL_Condition *);
void SDL_BroadcastCondition(SDL_Condition *);
void SDL_WaitCondition(SDL_Condition *, SDL_Mutex *);
bool SDL_WaitConditionTimeout(SDL_Condition *, SDL_Mutex *, std::int32_t);

void SDL_Delay(std::uint32_t);
void SDL_DelayNS(std::uint64_t);
void SDL_DelayPrecise(std::uint64_t);
SDL_TimerID SDL_AddTimer(std::uint32_t, SDL_TimerCallback, void *);
SDL_TimerID SDL_AddTimerNS(std::uint64_t, SDL_NSTimerCallback, void *);
bool SDL_WaitEvent(SDL_Event *);
}
