/* The kernel's headers whose functions, macros and types this module names. */
#include <linux/amba/bus.h>
#include <linux/device.h>
#include <linux/gpio/driver.h>
#include <linux/io.h>
#include <linux/ioport.h>
#include <linux/irq.h>
#include <linux/irqchip/chained_irq.h>
#include <linux/irqdesc.h>
#include <linux/irqdomain.h>
#include <linux/pm.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
