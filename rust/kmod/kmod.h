/*
 * What the runtime crate needs of the kernel: braze makes its bindings and helpers from this header and from the module's
 * own bindings.h. A macro that writes to its argument, or that needs a static object of its own, gets a function here.
 */
#pragma once

#include <linux/bug.h>
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/jiffies.h>
#include <linux/io.h>
#include <linux/ioctl.h>
#include <linux/ioport.h>
#include <linux/limits.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/printk.h>
#include <linux/proc_fs.h>
#include <linux/random.h>
#include <linux/rbtree.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/sysctl.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

static inline unsigned long kmod_irq_save(void)
{
	unsigned long flags;

	local_irq_save(flags);
	return flags;
}

static inline void kmod_irq_restore(unsigned long flags)
{
	local_irq_restore(flags);
}

/* spin_lock_init() has one class for each place in C; Rust has one for each place in Rust. */
static inline void kmod_spin_lock_init(spinlock_t *lock, const char *name, struct lock_class_key *key)
{
#if defined(CONFIG_PREEMPT_RT)
	rt_mutex_base_init(&lock->lock);
	__rt_spin_lock_init(lock, name, key, false);
#elif defined(CONFIG_DEBUG_SPINLOCK)
	__raw_spin_lock_init(spinlock_check(lock), name, key, LD_WAIT_CONFIG);
#else
	spin_lock_init(lock);
#endif
}

static inline unsigned long kmod_spin_lock_irqsave(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	return flags;
}

static inline void kmod_init_waitqueue_head(wait_queue_head_t *queue)
{
	init_waitqueue_head(queue);
}

static inline void kmod_wake_up_all(wait_queue_head_t *queue)
{
	wake_up_all(queue);
}

/* Sleeps until *counter is no more what it was seen to be: 0, or -ERESTARTSYS. */
static inline int kmod_wait_changed(wait_queue_head_t *queue, const u32 *counter, u32 seen)
{
	return wait_event_interruptible(*queue, READ_ONCE(*counter) != seen);
}
